-- Rooms (XEP-0045): everybody in them says something in one conversation.

-- 0: with a person; 1: a room.
ALTER TABLE chat ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;

-- How many of the unread messages mean us.
ALTER TABLE chat ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;

-- Of which messages the person wants to be told: 0 none, 1 those that mean us, 2 all. Nothing was chosen: NULL.
ALTER TABLE chat ADD COLUMN notify INTEGER;

-- What its sender was called in the room; else empty.
ALTER TABLE message ADD COLUMN nick TEXT NOT NULL DEFAULT '';

-- Who that is: in one room, the same text is the same person. Unknown, and outside of rooms: empty.
ALTER TABLE message ADD COLUMN occupant TEXT NOT NULL DEFAULT '';

-- Somebody in a room means us.
ALTER TABLE message ADD COLUMN mention INTEGER NOT NULL DEFAULT 0;

CREATE INDEX message_mention ON message (chat, id) WHERE mention = 1;

-- Of everybody in a room the last reaction counts.
CREATE INDEX message_reaction ON message (chat, about, occupant) WHERE purpose = 3 AND occupant <> '';

-- What is about others and has a place, or may get or lose one.
CREATE INDEX message_apart ON message (chat, about) WHERE about <> '' AND (shown = 1 OR delivery IN (1, 3, 4));

-- Who had said what was deleted: in a room, two people may give a message the same id.
ALTER TABLE deleted ADD COLUMN nick TEXT NOT NULL DEFAULT '';

ALTER TABLE deleted ADD COLUMN occupant TEXT NOT NULL DEFAULT '';

-- Whose archive it is a part of: a room's address. The account's own: empty.
ALTER TABLE archive_gap ADD COLUMN room TEXT NOT NULL DEFAULT '';

-- The rooms that an account wants to find again (XEP-0402), as the server said last, or as the person wants them.
CREATE TABLE bookmark (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    room TEXT NOT NULL,
    name TEXT NOT NULL,
    nick TEXT NOT NULL,
    autojoin INTEGER NOT NULL,
    -- What other clients keep there, as XML; it is given back as it was.
    extensions TEXT NOT NULL,
    -- What the server does not know yet: 0 nothing, 1 that it was added or changed, 2 that it was removed.
    pending INTEGER NOT NULL DEFAULT 0,
    -- It stood in the node of XEP-0402, rather than only where older programs look.
    in_node INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, room)
) WITHOUT ROWID;
