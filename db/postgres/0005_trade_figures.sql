CREATE TABLE "trade_figures" (
	"country" text collate "C" NOT NULL,
	"first_month" text collate "C" NOT NULL,
	"last_month" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"figures" json NOT NULL,
	"reason" text,
	"entered_at" timestamp(3) with time zone NOT NULL,
	"entered_by" json NOT NULL,
	CONSTRAINT "trade_figures_country_first_month_last_month_version_pk" PRIMARY KEY("country","first_month","last_month","version")
);
