CREATE TABLE `blind_index` (
	`kind` text NOT NULL,
	`digest` text NOT NULL,
	`merchant_id` text NOT NULL,
	PRIMARY KEY(`kind`, `digest`, `merchant_id`)
);
--> statement-breakpoint
CREATE INDEX `blind_index_by_merchant` ON `blind_index` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `charters` (
	`id` text PRIMARY KEY NOT NULL,
	`organiser_id` text NOT NULL,
	`stage` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`record` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `charters_by_organiser` ON `charters` (`organiser_id`,`id`);--> statement-breakpoint
CREATE TABLE `editions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `events` (
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
	`editions` text NOT NULL,
	`request` text NOT NULL,
	`previous` text NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_by_aggregate` ON `events` (`kind`,`aggregate`,`version`,`ordinal`);--> statement-breakpoint
CREATE INDEX `events_by_charter` ON `events` (`charter_id`,`sequence`);--> statement-breakpoint
CREATE TABLE `facilities` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`name` text NOT NULL,
	`city` text NOT NULL,
	`zone` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `journeys` (
	`id` text PRIMARY KEY NOT NULL,
	`charter_id` text NOT NULL,
	`merchant_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`stage` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`holder` text,
	`waiting_since` text,
	`dossier` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `journeys_by_holder` ON `journeys` (`charter_id`,`holder`);--> statement-breakpoint
CREATE INDEX `journeys_by_charter` ON `journeys` (`charter_id`,`id`);--> statement-breakpoint
CREATE INDEX `journeys_by_stage` ON `journeys` (`charter_id`,`stage`,`id`);--> statement-breakpoint
CREATE TABLE `laboratories` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`city` text NOT NULL,
	`country` text NOT NULL,
	`reagents` text NOT NULL,
	`turnaround_hours` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `letters` (
	`id` text PRIMARY KEY NOT NULL,
	`charter_id` text NOT NULL,
	`journey_id` text NOT NULL,
	`merchant_id` text NOT NULL,
	`name` text NOT NULL,
	`message_id` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` text NOT NULL,
	`state` text NOT NULL,
	`sent_at` text,
	`words` text
);
--> statement-breakpoint
CREATE INDEX `letters_by_charter` ON `letters` (`charter_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `letters_by_journey` ON `letters` (`journey_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `letters_by_time` ON `letters` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `links` (
	`digest` text PRIMARY KEY NOT NULL,
	`journey_id` text NOT NULL,
	`created_at` text NOT NULL,
	`revoked_at` text
);
--> statement-breakpoint
CREATE INDEX `links_by_journey` ON `links` (`journey_id`);--> statement-breakpoint
CREATE TABLE `lockdowns` (
	`destination` text NOT NULL,
	`begins_at` text NOT NULL,
	`ends_at` text,
	`reason` text NOT NULL,
	PRIMARY KEY(`destination`, `begins_at`)
);
--> statement-breakpoint
CREATE TABLE `merchants` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`sealed` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `organisations` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`charter_id` text,
	`subject` text NOT NULL,
	`name` text NOT NULL,
	`payload` text NOT NULL,
	`due_at` text NOT NULL,
	`created_at` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`owner` text,
	`lease_until` text,
	`settled_at` text,
	`words` text
);
--> statement-breakpoint
CREATE INDEX `outbox_open` ON `outbox` (`due_at`,`id`) WHERE "outbox"."settled_at" is null;--> statement-breakpoint
CREATE INDEX `outbox_open_by_subject` ON `outbox` (`subject`,`due_at`) WHERE "outbox"."settled_at" is null;--> statement-breakpoint
CREATE INDEX `outbox_leases` ON `outbox` (`lease_until`) WHERE "outbox"."lease_until" is not null;--> statement-breakpoint
CREATE INDEX `outbox_by_charter` ON `outbox` (`charter_id`);--> statement-breakpoint
CREATE TABLE `receipts` (
	`key` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`status` integer NOT NULL,
	`kind` text NOT NULL,
	`reference` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rooms` (
	`id` text PRIMARY KEY NOT NULL,
	`facility_id` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`places` integer NOT NULL,
	`occupants` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rooms_by_facility` ON `rooms` (`facility_id`,`id`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`charter_id` text NOT NULL,
	`stage` text NOT NULL,
	`version` integer NOT NULL,
	`head` text NOT NULL,
	`record` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_by_charter` ON `runs` (`charter_id`,`id`);--> statement-breakpoint
CREATE TABLE `seats` (
	`charter_id` text NOT NULL,
	`number` integer NOT NULL,
	`journey_id` text,
	PRIMARY KEY(`charter_id`, `number`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seats_by_journey` ON `seats` (`journey_id`) WHERE "seats"."journey_id" is not null;--> statement-breakpoint
CREATE INDEX `seats_free` ON `seats` (`charter_id`,`number`) WHERE "seats"."journey_id" is null;--> statement-breakpoint
CREATE TABLE `tallies` (
	`charter_id` text NOT NULL,
	`stage` text NOT NULL,
	`standing` integer NOT NULL,
	`reached` integer NOT NULL,
	PRIMARY KEY(`charter_id`, `stage`)
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`role` text NOT NULL,
	`organisation_id` text NOT NULL,
	`charters` text,
	`label` text NOT NULL,
	`expires_at` text NOT NULL,
	`revoked_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_by_digest` ON `tokens` (`digest`);