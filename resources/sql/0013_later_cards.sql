-- What goes along about links in it, as that of a message.
ALTER TABLE later ADD COLUMN cards TEXT NOT NULL DEFAULT '';
