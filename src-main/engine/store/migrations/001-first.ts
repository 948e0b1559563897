/**
 * Version 1. Ids that repeat in every row (devices, accounts, epochs) are numbers of `refs`; a block's id is found by the number its first
 * six bytes make. Messages are clustered by time (see `time-key.ts`), so that the full-text index, ordered by the same number, answers
 * newest first without sorting.
 */
export const FIRST = `
CREATE TABLE refs (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE named_values (
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;

-- A table with a row id: bodies reach 4 MiB, and rows in order of arrival keep the pages full.
CREATE TABLE blocks (
  n INTEGER PRIMARY KEY,
  room INTEGER NOT NULL,
  device INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  tag INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  state INTEGER NOT NULL,
  checked INTEGER NOT NULL,
  id BLOB NOT NULL,
  signature BLOB,
  header BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX blocks_place ON blocks (room, lane, device, seq);
CREATE INDEX blocks_segment ON blocks (room, device, epoch, segment, seq) WHERE lane = 1;
CREATE INDEX blocks_tag ON blocks (tag);
CREATE INDEX blocks_odd ON blocks (room, state) WHERE state <> 0;

CREATE TABLE segments (
  n INTEGER PRIMARY KEY,
  room INTEGER NOT NULL,
  account INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  place INTEGER NOT NULL,
  UNIQUE (room, account, epoch, place)
) STRICT;

CREATE TABLE messages (
  n INTEGER PRIMARY KEY,
  room INTEGER NOT NULL,
  id BLOB NOT NULL,
  account INTEGER NOT NULL,
  device INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  client INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  t INTEGER NOT NULL,
  c INTEGER NOT NULL,
  kind TEXT NOT NULL,
  reply_to BLOB,
  edited_at INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  arrived_at INTEGER NOT NULL,
  text TEXT,
  content BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_id ON messages (id, room);
-- Account and deletion ride along so that counting unread messages reads the index alone.
CREATE UNIQUE INDEX messages_order ON messages (room, t, c, id, account, deleted);
CREATE INDEX messages_segment ON messages (segment);

CREATE TABLE amendments (
  room INTEGER NOT NULL,
  message BLOB NOT NULL,
  segment INTEGER NOT NULL,
  device INTEGER NOT NULL,
  slot TEXT NOT NULL,
  account INTEGER NOT NULL,
  t INTEGER NOT NULL,
  c INTEGER NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (room, message, segment, device, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX amendments_segment ON amendments (segment);

-- Folded text as it was indexed: what is taken out of the index must be, byte for byte, what was put in.
CREATE TABLE search_text (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
  key, content='search_text', content_rowid='n', tokenize='trigram case_sensitive 1', detail=none, columnsize=0
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
-- Few large segments: taking a row out costs half.
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);
`
