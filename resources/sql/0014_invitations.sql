-- Rooms that somebody wants the account in (XEP-0045, XEP-0249), and what became of that. Of each room there is one.
-- Passwords are not kept.
CREATE TABLE invitation (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    room TEXT NOT NULL,
    inviter TEXT NOT NULL, -- as it was told. Nobody was: empty
    reason TEXT NOT NULL,
    direct INTEGER NOT NULL, -- the inviter says so, rather than the room
    time INTEGER NOT NULL, -- when it came last, in milliseconds since 1970
    -- The ids of the message that it came in last. None: empty
    stanza_id TEXT NOT NULL,
    archive_id TEXT NOT NULL,
    -- The person has dealt with it: it stays known so that the archive does not bring it back.
    answered INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, room)
) WITHOUT ROWID;
