-- What the person does not keep here, though their archive on the server may have it.

-- How long the chat's messages are kept, in days; 0: for ever.
ALTER TABLE chat ADD COLUMN kept_days INTEGER NOT NULL DEFAULT 0;

-- All of the chat up to then was deleted, in milliseconds since 1970, as the newest that was says: what the archive has
-- and is not newer stays away.
ALTER TABLE chat ADD COLUMN deleted_until INTEGER;

CREATE INDEX chat_deleted_until ON chat (id) WHERE deleted_until IS NOT NULL;

-- Messages that were deleted and could come once more. What was said in them is gone, but for a sum of 16 bits: some
-- programs give another message the same id.
CREATE TABLE deleted (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    direction INTEGER NOT NULL,
    stanza_id TEXT NOT NULL,
    archive_id TEXT NOT NULL,
    time INTEGER NOT NULL,
    body_sum INTEGER NOT NULL
);

CREATE INDEX deleted_by_stanza_id ON deleted (chat, stanza_id) WHERE stanza_id <> '';

CREATE INDEX deleted_by_archive_id ON deleted (chat, archive_id) WHERE archive_id <> '';

-- What is below all messages takes rows below this one: those of messages that were removed are not used again.
CREATE TABLE lowest_row (
    id INTEGER NOT NULL
);

INSERT INTO lowest_row SELECT min(coalesce(min(id), 0), 0) FROM message;
