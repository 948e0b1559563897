/** FEED-2: the names of a device's three roots in a segment's document. Nobody else writes into them. */

/** 48 bits as hex. */
const CLIENT_CHARACTERS = 12

export interface Roots {
  /** Y.Array of entries. */
  readonly entries: string
  /** Y.Map of amendments by slot. */
  readonly amendments: string
  /** Y.Map of marks by key. */
  readonly marks: string
}

/** The roots of a Yjs client. */
export function rootsOf(client: number): Roots {
  const hex = client.toString(16).padStart(CLIENT_CHARACTERS, '0')
  return { entries: `e/${hex}`, amendments: `a/${hex}`, marks: `m/${hex}` }
}
