CREATE TABLE "crm_mirrors" (
	"origin" text PRIMARY KEY NOT NULL,
	"watermark" timestamp with time zone,
	"until" timestamp with time zone,
	"next_link" text,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
