CREATE TABLE `demand_calls` (
	`id` text PRIMARY KEY NOT NULL,
	`office_id` text NOT NULL,
	`stage` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`record` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `factors` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`sealed` text NOT NULL,
	`counter` integer NOT NULL,
	`label` text NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text
);
--> statement-breakpoint
CREATE INDEX `factors_by_person` ON `factors` (`person_id`,`id`);--> statement-breakpoint
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
CREATE TABLE `passes` (
	`digest` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`person_id` text,
	`expires_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `passes_by_person` ON `passes` (`person_id`);--> statement-breakpoint
CREATE INDEX `passes_by_end` ON `passes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`version` integer NOT NULL,
	`email_digest` text,
	`sealed` text NOT NULL,
	`charters` text,
	`invited_at` text NOT NULL,
	`joined_at` text,
	`removed_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_by_email` ON `people` (`email_digest`) WHERE "people"."removed_at" is null;--> statement-breakpoint
CREATE INDEX `people_by_organisation` ON `people` (`organisation_id`,`id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` text NOT NULL,
	`seen_at` text NOT NULL,
	`fresh_until` text,
	`sealed` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_by_digest` ON `sessions` (`digest`);--> statement-breakpoint
CREATE INDEX `sessions_by_person` ON `sessions` (`person_id`,`id`);--> statement-breakpoint
ALTER TABLE `events` ADD `actor_person_id` text;--> statement-breakpoint
ALTER TABLE `tokens` ADD `acts` text;--> statement-breakpoint
ALTER TABLE `tokens` ADD `last_used_at` text;