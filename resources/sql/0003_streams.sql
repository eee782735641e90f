-- What a later run needs to go on where this one ended.

-- A stream that the server may resume (XEP-0198). `handled` counts the stanzas received whose effects are on disk.
CREATE TABLE stream (
    account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    bound TEXT NOT NULL,
    location TEXT NOT NULL,
    handled INTEGER NOT NULL
);

-- Whether the account's server vouches for the ids in stanza-id (XEP-0359), when it last said.
ALTER TABLE account ADD COLUMN stanza_ids INTEGER NOT NULL DEFAULT 0;

-- The archive's id for the message, and for one that was written its number in the stream.
ALTER TABLE message ADD COLUMN archive_id TEXT NOT NULL DEFAULT '';

ALTER TABLE message ADD COLUMN number INTEGER;

-- Earlier, what was pending may have been written.
UPDATE message SET delivery = 4 WHERE delivery = 1;

DROP INDEX message_pending;

CREATE INDEX message_unconfirmed ON message (delivery) WHERE delivery IN (1, 4);

CREATE INDEX message_by_archive_id ON message (chat, archive_id) WHERE archive_id <> '';
