CREATE TABLE `demand_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`office_id` text NOT NULL,
	`stage` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`record` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `parked_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`charter_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`roster_row` integer NOT NULL,
	`kind` text NOT NULL,
	`merchant_id` text NOT NULL,
	`journey_id` text,
	`sealed` text NOT NULL,
	`digest` text NOT NULL,
	`created_at` text NOT NULL,
	`decided_at` text,
	`decision` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `parked_rows_by_digest` ON `parked_rows` (`charter_id`,`digest`);--> statement-breakpoint
ALTER TABLE `journeys` ADD `traveller` text;--> statement-breakpoint
CREATE UNIQUE INDEX `journeys_by_traveller` ON `journeys` (`traveller`);