-- What the sender says about links in it (XEP-0511), as JSON: "link", "title", "description", "site", "picture" (base64),
-- "pictureText". Nothing: empty.
ALTER TABLE message ADD COLUMN cards TEXT NOT NULL DEFAULT '';
