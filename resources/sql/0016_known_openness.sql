-- Who learns of what is said in a room, as far as the person knows: 0 only those who are there, 1 real addresses are shown to
-- everybody, 2 the room keeps a record; added up. It was not noted: NULL.
ALTER TABLE chat ADD COLUMN openness INTEGER;
