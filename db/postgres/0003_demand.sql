CREATE TABLE "demand_calls" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"office_id" text collate "C" NOT NULL,
	"stage" text NOT NULL,
	"version" integer NOT NULL,
	"head" text NOT NULL,
	"record" json NOT NULL
);
