/** What two devices ask each other about ways that need no relay (REACH-15, REACH-17): small deterministic CBOR behind its length. */
import type { Stream } from '@libp2p/interface'
import { array, bytes, type Codec, field, optional, struct, text, uint } from '../../../../shared/codec/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { NoMessage, readMessage, sendMessage } from '../relay/index.ts'

export const WHERE_PROTOCOL = '/sarangbang/where/1'
export const DIRECT_PROTOCOL = '/sarangbang/direct/1'

const port = uint({ min: 1, max: 65_535 })
const ports = array(port, { max: RESOURCE.WHERE_PORTS })
const ip = bytes({ min: 4, max: 16 })

/** Where do you see me, and can you reach me there at these ports? None: only the first question. */
export const question = struct({ tcp: field(1, ports), ws: field(2, ports) })
/** The other end of the connection that asked, and the ports of that host at which the asker's own device answered. */
export const answer = struct({ ip: field(1, ip), port: field(2, port), tcp: field(3, ports), ws: field(4, ports) })

/** Where I listen, as far as others could reach it. */
export const offer = struct({ addresses: field(1, array(text(RESOURCE.ADDRESS_CHARACTERS), { max: RESOURCE.UPGRADE_ADDRESSES })) })
/** From where my next connection will come, or nothing: I know of no such place. */
export const meeting = struct({ ip: optional(1, ip), port: optional(2, port) })
/** Now. */
export const go = struct({})

export function sendAs<T>(stream: Stream, codec: Codec<T>, value: T): void {
  sendMessage(stream, codec.encode(value))
}

/** Rejects on silence, an end, and what is no such message. */
export async function readAs<T>(stream: Stream, codec: Codec<T>, signal: AbortSignal): Promise<T> {
  const read = codec.decode(await readMessage(stream, signal))
  if (!read.ok) throw new NoMessage()
  return read.value
}
