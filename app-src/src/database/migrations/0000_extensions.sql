-- Lets a GIN index hold a plain column beside the words. A trusted extension: a role with CREATE on the database may add it.
CREATE EXTENSION IF NOT EXISTS btree_gin;
