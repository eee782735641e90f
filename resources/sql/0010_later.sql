-- What was written to be sent later. It has no place in a conversation, and nobody knows of it, until its time is there.

CREATE TABLE later (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    due INTEGER NOT NULL, -- in milliseconds since 1970
    -- 0: waits for its time; 1: that went by long ago; 2: came back with a backup. Only what waits goes out by itself.
    state INTEGER NOT NULL DEFAULT 0,
    reply_to TEXT NOT NULL DEFAULT '', -- the id of the message that it answers. None: empty
    spoiler TEXT -- as that of a message
);

CREATE INDEX later_by_chat ON later (chat);
