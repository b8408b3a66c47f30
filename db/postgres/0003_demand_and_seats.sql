CREATE TABLE "demand_calls" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"office_id" text collate "C" NOT NULL,
	"stage" text NOT NULL,
	"version" integer NOT NULL,
	"head" text NOT NULL,
	"record" json NOT NULL
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
ALTER TABLE "journeys" ADD COLUMN "traveller" text;--> statement-breakpoint
CREATE UNIQUE INDEX "parked_rows_by_digest" ON "parked_rows" USING btree ("charter_id","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "journeys_by_traveller" ON "journeys" USING btree ("traveller");