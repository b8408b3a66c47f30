CREATE TABLE `demand_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`office_id` text NOT NULL,
	`stage` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`record` text NOT NULL
);
