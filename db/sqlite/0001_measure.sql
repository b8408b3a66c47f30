PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_laboratories` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`city` text NOT NULL,
	`country` text NOT NULL,
	`reagents` text NOT NULL,
	`turnaround_hours` real NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_laboratories`("id", "name", "city", "country", "reagents", "turnaround_hours") SELECT "id", "name", "city", "country", "reagents", "turnaround_hours" FROM `laboratories`;--> statement-breakpoint
DROP TABLE `laboratories`;--> statement-breakpoint
ALTER TABLE `__new_laboratories` RENAME TO `laboratories`;--> statement-breakpoint
PRAGMA foreign_keys=ON;