-- Who has seen what, what is said in answer to what, and how each conversation is treated.

-- Its sender wants to know when it was displayed (XEP-0333).
ALTER TABLE message ADD COLUMN markable INTEGER NOT NULL DEFAULT 0;

-- The id of the message that it answers (XEP-0461), in the same chat, and what was quoted of that. None: empty.
ALTER TABLE message ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';

ALTER TABLE message ADD COLUMN quoted TEXT NOT NULL DEFAULT '';

-- It is to be shown only to who asks for that (XEP-0382): the hint. None: NULL.
ALTER TABLE message ADD COLUMN spoiler TEXT;

-- What comes of the reactions to it (XEP-0444), which are messages with the purpose 3: a line for each, with how many have
-- it, 1 if we are among those, and the reaction. None: empty.
ALTER TABLE message ADD COLUMN reactions TEXT NOT NULL DEFAULT '';

-- The row up to which the other side has displayed what we said. Unknown: NULL.
ALTER TABLE chat ADD COLUMN displayed_message INTEGER;

-- The row up to which the other side, and our other devices, know what we have read, or need not know it.
ALTER TABLE chat ADD COLUMN told_message INTEGER NOT NULL DEFAULT 0;

UPDATE chat SET told_message = read_message;

-- The person wants to come back to it, though all was read.
ALTER TABLE chat ADD COLUMN marked_unread INTEGER NOT NULL DEFAULT 0;

ALTER TABLE chat ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;

ALTER TABLE chat ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

-- No notifications until then, in milliseconds since 1970; the greatest number for ever. Not muted: 0.
ALTER TABLE chat ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;

-- What the other side may learn, where it is not as for the account: receipts, markers, typing. Empty, 0 or 1.
ALTER TABLE chat ADD COLUMN tells_receipts INTEGER;

ALTER TABLE chat ADD COLUMN tells_reading INTEGER;

ALTER TABLE chat ADD COLUMN tells_typing INTEGER;

-- Of the draft: the id of what it answers. And the message that is being edited, and how far that has got.
ALTER TABLE chat ADD COLUMN draft_reply TEXT NOT NULL DEFAULT '';

ALTER TABLE chat ADD COLUMN edited_message TEXT NOT NULL DEFAULT '';

ALTER TABLE chat ADD COLUMN edited_text TEXT NOT NULL DEFAULT '';

-- Of what is written there, for the spelling. None is looked at: empty; nothing was chosen: NULL.
ALTER TABLE chat ADD COLUMN language TEXT;

CREATE INDEX message_reply ON message (chat, reply_to) WHERE reply_to <> '';

-- By side and purpose as well: somebody may react to one message over and over.
DROP INDEX message_about;

CREATE INDEX message_about ON message (chat, about, direction, purpose) WHERE about <> '';
