CREATE TABLE "demand_calls" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"office_id" text collate "C" NOT NULL,
	"stage" text NOT NULL,
	"version" integer NOT NULL,
	"head" text NOT NULL,
	"record" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "factors" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"sealed" text NOT NULL,
	"counter" integer NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"last_used_at" timestamp(3) with time zone
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
CREATE TABLE "passes" (
	"digest" text collate "C" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"person_id" text collate "C",
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organisation_id" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"email_digest" text collate "C",
	"sealed" text NOT NULL,
	"charters" json,
	"invited_at" timestamp(3) with time zone NOT NULL,
	"joined_at" timestamp(3) with time zone,
	"removed_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"digest" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL,
	"fresh_until" timestamp(3) with time zone,
	"sealed" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "actor_person_id" text collate "C";--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "acts" json;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "last_used_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "factors_by_person" ON "factors" USING btree ("person_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "parked_rows_by_digest" ON "parked_rows" USING btree ("charter_id","digest");--> statement-breakpoint
CREATE INDEX "passes_by_person" ON "passes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "passes_by_end" ON "passes" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "people_by_email" ON "people" USING btree ("email_digest") WHERE "people"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "people_by_organisation" ON "people" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_by_digest" ON "sessions" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "sessions_by_person" ON "sessions" USING btree ("person_id","id");