-- How far each of those in a room has displayed what was said there (XEP-0333), as their last marker told.
CREATE TABLE displayed_by (
    chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    occupant TEXT NOT NULL, -- who it is, as in the table of messages
    nick TEXT NOT NULL, -- what they were called then
    message INTEGER NOT NULL, -- everything up to that row
    time INTEGER NOT NULL, -- when the marker was sent, in milliseconds since 1970
    PRIMARY KEY (chat, occupant)
) WITHOUT ROWID;

-- Whom something of ours was for that we say in private to somebody in a room: as `occupant`, since others may have the
-- nickname later. Not known, or nobody in a room: empty.
ALTER TABLE message ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
