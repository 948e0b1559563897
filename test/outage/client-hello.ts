/** What a TLS ClientHello says of whoever sends it (RFC 8446, 4.1.2), without what is drawn at random. */

export interface ClientHello {
  readonly suites: string
  /** Types, in the order in which they stand. */
  readonly extensions: readonly number[]
  readonly serverName: string | undefined
}

const RECORD_AND_HANDSHAKE = 9
const VERSION_AND_RANDOM = 34
const SERVER_NAME = 0

/** Throws on anything else. */
export function clientHello(bytes: Buffer): ClientHello {
  if (bytes[0] !== 22 || bytes[5] !== 1) throw new Error('no ClientHello')
  let at = RECORD_AND_HANDSHAKE + VERSION_AND_RANDOM
  at += 1 + bytes.readUInt8(at)
  const suites = bytes.toString('hex', at + 2, at + 2 + bytes.readUInt16BE(at))
  at += 2 + bytes.readUInt16BE(at)
  at += 1 + bytes.readUInt8(at)
  const end = at + 2 + bytes.readUInt16BE(at)
  const extensions: number[] = []
  let serverName: string | undefined
  for (at += 2; at < end; at += 4 + bytes.readUInt16BE(at + 2)) {
    const type = bytes.readUInt16BE(at)
    extensions.push(type)
    // A list of one: its length, the kind of name, the length of the name.
    if (type === SERVER_NAME) serverName = bytes.toString('ascii', at + 9, at + 9 + bytes.readUInt16BE(at + 7))
  }
  return { suites, extensions, serverName }
}
