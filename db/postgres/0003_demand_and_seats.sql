CREATE TABLE "demand_calls" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"office_id" text collate "C" NOT NULL,
	"stage" text NOT NULL,
	"version" integer NOT NULL,
	"head" text NOT NULL,
	"record" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"merchant_id" text collate "C" PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parked_rows" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"charter_id" text collate "C" NOT NULL,
	"organisation_id" text collate "C" NOT NULL,
	"roster_row" integer NOT NULL,
	"kind" text NOT NULL,
	"merchant_id" text collate "C" NOT NULL,
	"journey_id" text collate "C",
	"sealed" text NOT NULL,
	"digest" text collate "C" NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"decided_at" timestamp(3) with time zone,
	"decision" text
);
--> statement-breakpoint
CREATE TABLE "pending_acts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"act" text NOT NULL,
	"subject" text collate "C" NOT NULL,
	"body" json NOT NULL,
	"asked_by_role" text NOT NULL,
	"asked_by_organisation_id" text collate "C",
	"asked_by_token" text NOT NULL,
	"asked_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"decided_at" timestamp(3) with time zone,
	"decision" text,
	"decided_by" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "parked_rows_by_digest" ON "parked_rows" USING btree ("charter_id","digest");--> statement-breakpoint
CREATE INDEX "parked_rows_by_merchant" ON "parked_rows" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "journeys_by_merchant" ON "journeys" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "journeys_named" ON "journeys" USING btree ("id") WHERE "journeys"."holder" is not null;--> statement-breakpoint
CREATE INDEX "letters_whole" ON "letters" USING btree ("created_at") WHERE "letters"."sealed" <> '';--> statement-breakpoint
CREATE INDEX "receipts_by_journey" ON "receipts" USING btree ("reference") WHERE "receipts"."kind" = 'journey';