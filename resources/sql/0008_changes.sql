-- What is said about messages is a message as well, with an id and a row of its own; what comes of it is noted at the
-- message that is meant.

-- What it is for. 0: it says something; 1: it says that in the place of another (XEP-0308); 2: it takes another back
-- (XEP-0424). The other is the one of the same sender in the same chat with the id `about`.
ALTER TABLE message ADD COLUMN purpose INTEGER NOT NULL DEFAULT 0;

ALTER TABLE message ADD COLUMN about TEXT NOT NULL DEFAULT '';

-- Whether it has a place of its own in the conversation.
ALTER TABLE message ADD COLUMN shown INTEGER NOT NULL DEFAULT 1;

-- What it said at first, if `body` is a later version, or empty because it is being taken back.
ALTER TABLE message ADD COLUMN first_body TEXT;

-- Of what a retracted message said only a sum of 16 bits is left: some programs give another message the same id. Unknown:
-- NULL.
ALTER TABLE message ADD COLUMN first_sum INTEGER;

-- When it was corrected for the last time, and when it was taken back, in milliseconds since 1970.
ALTER TABLE message ADD COLUMN edited INTEGER;

ALTER TABLE message ADD COLUMN retracted INTEGER;

-- That is our doing, and the server does not have it yet.
ALTER TABLE message ADD COLUMN changing INTEGER NOT NULL DEFAULT 0;

-- Its sender wants it shown as it is written (XEP-0393).
ALTER TABLE message ADD COLUMN unstyled INTEGER NOT NULL DEFAULT 0;

CREATE INDEX message_about ON message (chat, about) WHERE about <> '';
