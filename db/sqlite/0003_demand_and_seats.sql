CREATE TABLE `chain_ends` (
	`kind` text NOT NULL,
	`aggregate` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	PRIMARY KEY(`kind`, `aggregate`)
);
--> statement-breakpoint
CREATE TABLE `checkpoints` (
	`number` integer PRIMARY KEY NOT NULL,
	`statement` text NOT NULL,
	`signature` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE `holds` (
	`merchant_id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`since` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `journal` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`aggregate` text NOT NULL,
	`charter_id` text,
	`version` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`at` text NOT NULL,
	`actor_role` text NOT NULL,
	`actor_organisation_id` text,
	`actor_token` text NOT NULL,
	`actor_person_id` text,
	`editions` text NOT NULL,
	`request` text NOT NULL,
	`previous` text NOT NULL,
	`digest` text NOT NULL,
	`subject` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `journal_by_aggregate` ON `journal` (`kind`,`aggregate`,`version`,`ordinal`);--> statement-breakpoint
CREATE INDEX `journal_by_time` ON `journal` (`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `journal_by_organisation` ON `journal` (`actor_organisation_id`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `journal_by_charter` ON `journal` (`charter_id`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `journal_by_subject` ON `journal` (`subject`,`at`,`sequence`) WHERE "journal"."subject" is not null;--> statement-breakpoint
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
CREATE INDEX `parked_rows_by_merchant` ON `parked_rows` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `passes` (
	`digest` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`person_id` text,
	`expires_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `passes_by_person` ON `passes` (`person_id`);--> statement-breakpoint
CREATE INDEX `passes_by_end` ON `passes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `pending_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`act` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`asked_by_role` text NOT NULL,
	`asked_by_organisation_id` text,
	`asked_by_token` text NOT NULL,
	`asked_by_person_id` text,
	`asked_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`decided_at` text,
	`decision` text,
	`decided_by` text
);
--> statement-breakpoint
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
CREATE INDEX `events_by_time` ON `events` (`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_by_organisation` ON `events` (`actor_organisation_id`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_by_actor` ON `events` (`actor_token`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_by_person` ON `events` (`actor_person_id`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `events_by_type` ON `events` (`type`,`at`,`sequence`);--> statement-breakpoint
ALTER TABLE `journeys` ADD `traveller` text;--> statement-breakpoint
CREATE UNIQUE INDEX `journeys_by_traveller` ON `journeys` (`traveller`);--> statement-breakpoint
CREATE INDEX `journeys_by_merchant` ON `journeys` (`merchant_id`,`id`);--> statement-breakpoint
CREATE INDEX `journeys_named` ON `journeys` (`id`) WHERE "journeys"."holder" is not null;--> statement-breakpoint
ALTER TABLE `tokens` ADD `acts` text;--> statement-breakpoint
ALTER TABLE `tokens` ADD `last_used_at` text;--> statement-breakpoint
CREATE INDEX `letters_whole` ON `letters` (`created_at`) WHERE "letters"."sealed" <> '';--> statement-breakpoint
CREATE INDEX `receipts_by_journey` ON `receipts` (`reference`) WHERE "receipts"."kind" = 'journey';