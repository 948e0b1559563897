/**
 * Version 4. Which files a message refers to, beside the message, and the other way round. The second can be made again out of the first at any
 * time (`REMAKE_REFERENCES`).
 */
export const FILES = `
ALTER TABLE messages ADD COLUMN files BLOB;
CREATE TABLE file_references (
  file BLOB NOT NULL,
  room INTEGER NOT NULL,
  message BLOB NOT NULL,
  PRIMARY KEY (file, room, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_references_room ON file_references (room, message, file);
`
