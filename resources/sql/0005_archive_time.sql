-- When the message at archive_position was sent, in milliseconds since 1970, as the archive says: where to go on by time
-- once the archive has forgotten the position. Unknown, as in the profiles of earlier versions: NULL.
ALTER TABLE account ADD COLUMN archive_time INTEGER;
