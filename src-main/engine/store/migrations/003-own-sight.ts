/**
 * Version 3. What is seen of messages here alone: which of them name the person of this profile, which were put out of sight, and the pins of
 * a room, each found without walking the rest. Counting unread messages still reads its index alone.
 */
export const OWN_SIGHT = `
ALTER TABLE messages ADD COLUMN names_me INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
DROP INDEX messages_order;
CREATE UNIQUE INDEX messages_order ON messages (room, t, c, id, account, deleted, forgotten);
CREATE INDEX messages_naming ON messages (room, t, c, id, deleted, forgotten) WHERE names_me = 1;
CREATE INDEX amendments_pins ON amendments (room) WHERE slot = 'mark:pin';
`
