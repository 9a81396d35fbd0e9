-- Written by hand: the index stays, where the generated statements would have built it anew while nobody can write.
ALTER INDEX "proposals_team_search" SET (fastupdate = off);--> statement-breakpoint
SELECT gin_clean_pending_list('proposals_team_search'::regclass);
