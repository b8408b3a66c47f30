ALTER TABLE "letters" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "letters_by_state" ON "letters" USING btree ("charter_id","state","created_at","id");--> statement-breakpoint
CREATE INDEX "letters_by_message_id" ON "letters" USING btree ("message_id");