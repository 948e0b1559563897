/**
 * Version 5. What a room was given is found without walking the rest: messages with files, those of them that are voice messages, and words in
 * which there may be a link (a scheme, or a dot between what could be two parts of a host; names of files have dots as well, so captions count
 * with a scheme only). Each condition stands in a query word for word, or the index is not used.
 */
export const HAS_FILES = 'files IS NOT NULL'
/** `voice: true` of a reference, as CBOR writes it. */
export const HAS_VOICE = "files IS NOT NULL AND instr(content, x'65766f696365f5') > 0"
export const HAS_LINK = `(instr(text, '://') > 0 OR (files IS NULL AND text GLOB '*[^ .].[^ .0-9
]*'))`

export const SHARED = `
CREATE INDEX messages_files ON messages (room, t, c, id) WHERE ${HAS_FILES};
CREATE INDEX messages_voices ON messages (room, t, c, id) WHERE ${HAS_VOICE};
CREATE INDEX messages_links ON messages (room, t, c, id) WHERE ${HAS_LINK};
`
