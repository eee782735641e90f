-- Accounts, contacts, conversations and messages.

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    jid TEXT NOT NULL UNIQUE,
    roster_version TEXT NOT NULL DEFAULT ''
);

CREATE TABLE roster (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    handle TEXT NOT NULL,
    subscription INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    groups TEXT NOT NULL,
    PRIMARY KEY (account, jid)
) WITHOUT ROWID;

CREATE TABLE chat (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    last_message INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    read_message INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL DEFAULT '',
    UNIQUE (account, peer)
);

-- The order of a conversation is that of the ids, so an id is never used twice.
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat INTEGER NOT NULL REFERENCES chat (id) ON DELETE CASCADE,
    direction INTEGER NOT NULL,
    stanza_id TEXT NOT NULL,
    body TEXT NOT NULL,
    time INTEGER NOT NULL,
    delivery INTEGER NOT NULL,
    failure TEXT NOT NULL DEFAULT ''
);

CREATE INDEX message_by_chat ON message (chat, id);

CREATE INDEX message_by_stanza_id ON message (chat, stanza_id);

CREATE INDEX message_pending ON message (delivery) WHERE delivery = 1;
