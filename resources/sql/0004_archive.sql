-- How far the account's archive on the server (XEP-0313) is known here: the archive's id of the last message that is,
-- empty for the beginning. Not known at all, as in the profiles of earlier versions: 0.
ALTER TABLE account ADD COLUMN archive_known INTEGER NOT NULL DEFAULT 0;

ALTER TABLE account ADD COLUMN archive_position TEXT NOT NULL DEFAULT '';
