-- The certificates that servers showed and that were accepted, for each account.

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    key BLOB NOT NULL,
    der BLOB NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    vouched INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    news INTEGER NOT NULL,
    UNIQUE (account, fingerprint)
);
