CREATE TABLE `trade_figures` (
	`country` text NOT NULL,
	`first_month` text NOT NULL,
	`last_month` text NOT NULL,
	`version` integer NOT NULL,
	`figures` text NOT NULL,
	`reason` text,
	`entered_at` text NOT NULL,
	`entered_by` text NOT NULL,
	PRIMARY KEY(`country`, `first_month`, `last_month`, `version`)
);
