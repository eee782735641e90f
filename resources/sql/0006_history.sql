-- The parts of an account's archive on the server (XEP-0313) that are not here, though what stands around them is.
CREATE TABLE archive_gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- The archive's ids of the messages on both sides, and when those were sent, in milliseconds since 1970. No older
    -- one: the part begins where the archive does.
    older TEXT NOT NULL,
    older_time INTEGER,
    newer TEXT NOT NULL,
    newer_time INTEGER,
    -- What is filled in takes this row of `message` and those below; 0: whatever is below all that there are.
    top INTEGER NOT NULL,
    -- The archive has nothing there.
    gone INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX archive_gap_by_account ON archive_gap (account);

-- The rows of messages that were filled in later than others above them, in the order in which that happened.
CREATE TABLE filled (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
);

-- Earlier versions began where the archive ended when the account was new. What stands before the first message whose
-- place is known is missing.
INSERT INTO archive_gap (account, older, newer, newer_time, top)
SELECT id, '', newer, NULL, 0 FROM (
    SELECT a.id, COALESCE((SELECT m.archive_id FROM chat c JOIN message m ON m.chat = c.id
                           WHERE c.account = a.id AND m.archive_id <> '' ORDER BY m.id LIMIT 1),
                          a.archive_position) AS newer
    FROM account a WHERE a.archive_known <> 0)
WHERE newer <> '';
