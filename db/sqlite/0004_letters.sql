CREATE TABLE `dead_addresses` (
	`digest` text NOT NULL,
	`merchant_id` text NOT NULL,
	`journey_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`since` text NOT NULL,
	`letter_id` text,
	`status` text,
	`words` text NOT NULL,
	PRIMARY KEY(`digest`, `merchant_id`)
);
--> statement-breakpoint
CREATE INDEX `dead_addresses_by_organisation` ON `dead_addresses` (`organisation_id`);--> statement-breakpoint
CREATE INDEX `dead_addresses_by_merchant` ON `dead_addresses` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `incoming_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`received_at` text NOT NULL,
	`kind` text NOT NULL,
	`journey_id` text,
	`merchant_id` text,
	`charter_id` text,
	`organisation_id` text,
	`state` text NOT NULL,
	`why` text NOT NULL,
	`address_digest` text,
	`answered_at` text,
	`letter_id` text,
	`sealed` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incoming_letters_by_digest` ON `incoming_letters` (`digest`);--> statement-breakpoint
CREATE INDEX `incoming_letters_by_organisation` ON `incoming_letters` (`organisation_id`,`id`);--> statement-breakpoint
CREATE INDEX `incoming_letters_by_merchant` ON `incoming_letters` (`merchant_id`);--> statement-breakpoint
CREATE INDEX `incoming_letters_by_address` ON `incoming_letters` (`address_digest`,`answered_at`);--> statement-breakpoint
CREATE INDEX `incoming_letters_by_time` ON `incoming_letters` (`received_at`);--> statement-breakpoint
CREATE TABLE `mailboxes` (
	`name` text PRIMARY KEY NOT NULL,
	`uid_validity` text NOT NULL,
	`last_uid` integer NOT NULL,
	`seen_at` text,
	`failing_since` text,
	`words` text,
	`trying_uid` integer,
	`tries` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `letters` ADD `attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `letters_by_state` ON `letters` (`charter_id`,`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `letters_by_message_id` ON `letters` (`message_id`);