CREATE TABLE "dead_addresses" (
	"digest" text collate "C" NOT NULL,
	"merchant_id" text collate "C" NOT NULL,
	"journey_id" text collate "C" NOT NULL,
	"organisation_id" text collate "C" NOT NULL,
	"since" timestamp(3) with time zone NOT NULL,
	"letter_id" text collate "C",
	"status" text,
	"words" text NOT NULL,
	CONSTRAINT "dead_addresses_digest_merchant_id_pk" PRIMARY KEY("digest","merchant_id")
);
--> statement-breakpoint
CREATE TABLE "incoming_letters" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"digest" text collate "C" NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"journey_id" text collate "C",
	"merchant_id" text collate "C",
	"charter_id" text collate "C",
	"organisation_id" text collate "C",
	"state" text NOT NULL,
	"why" text NOT NULL,
	"address_digest" text collate "C",
	"answered_at" timestamp(3) with time zone,
	"letter_id" text collate "C",
	"sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailboxes" (
	"name" text PRIMARY KEY NOT NULL,
	"uid_validity" text NOT NULL,
	"last_uid" integer NOT NULL,
	"seen_at" timestamp(3) with time zone,
	"failing_since" timestamp(3) with time zone,
	"words" text,
	"trying_uid" integer,
	"tries" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "dead_addresses_by_organisation" ON "dead_addresses" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "dead_addresses_by_merchant" ON "dead_addresses" USING btree ("merchant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incoming_letters_by_digest" ON "incoming_letters" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "incoming_letters_by_organisation" ON "incoming_letters" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "incoming_letters_by_merchant" ON "incoming_letters" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "incoming_letters_by_address" ON "incoming_letters" USING btree ("address_digest","answered_at");--> statement-breakpoint
CREATE INDEX "incoming_letters_by_time" ON "incoming_letters" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "letters_by_state" ON "letters" USING btree ("charter_id","state","created_at","id");--> statement-breakpoint
CREATE INDEX "letters_by_message_id" ON "letters" USING btree ("message_id");