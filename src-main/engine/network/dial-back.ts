/**
 * Asking a contact whether its computer can connect to ours (DOC-5): one number out, one byte back, on a stream of its own beside the sync
 * stream. Who is asked tries the very address the question came from and no other, only on a network it is on itself, only for contacts, and
 * not often: so nobody can have it knock elsewhere.
 */
import type { Connection, Libp2p, Stream, StreamMessageEvent } from '@libp2p/interface'
import type { Clock } from '../../../shared/crypto/index.ts'
import type { DoorAnswer } from '../../../shared/doctor/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { formatIp, isNear, parseAddress } from '../../../shared/reach/index.ts'
import type { Standing } from './gate.ts'
import type { InterfaceSource } from './interfaces.ts'
import { deviceOf, peerIdOf } from './peer-id.ts'
import { tryDoor } from './try-door.ts'

const DIAL_BACK_PROTOCOL = '/sarangbang/dial-back/1'
const STREAMS = { maxInboundStreams: 1, maxOutboundStreams: 1 }

/** By the byte that is sent; what is not here means that it was not tried. */
const ANSWERS: readonly DoorAnswer[] = ['answered', 'refused', 'silent']
const DECLINED = ANSWERS.length

export interface DialBackOptions {
  readonly clock: Clock
  readonly allow: (device: DeviceId) => Standing
  readonly interfaces: InterfaceSource
}

/** Answers those who ask, until the node stops. */
export async function answerDialBacks(node: Pick<Libp2p, 'handle'>, options: DialBackOptions): Promise<void> {
  const lastAt = new Map<DeviceId, number>()
  let open = 0
  const isDue = (device: DeviceId): boolean => {
    const now = options.clock.now()
    const last = lastAt.get(device)
    if (last !== undefined && now >= last && now - last < RESOURCE.DIAL_BACK_GAP_MS) return false
    lastAt.delete(device)
    lastAt.set(device, now)
    const [oldest] = lastAt.keys()
    if (lastAt.size > RESOURCE.SESSIONS && oldest !== undefined) lastAt.delete(oldest)
    return true
  }
  const answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = AbortSignal.timeout(RESOURCE.DOCTOR_MS)
    const asked = await firstBytes(stream, 2, signal)
    const port = asked === undefined ? 0 : ((asked[0] ?? 0) << 8) | (asked[1] ?? 0)
    const host = hostBeside(connection, options.interfaces)
    const isTried = port > 0 && host !== undefined && open < RESOURCE.DIAL_BACKS_AT_ONCE
    open += 1
    const code = isTried ? ANSWERS.indexOf(await tryDoor(host, port, RESOURCE.DOCTOR_DOOR_MS, signal)) : DECLINED
    open -= 1
    stream.send(Uint8Array.of(code))
    await stream.close({ signal })
  }
  await node.handle(
    DIAL_BACK_PROTOCOL,
    (stream, connection) => {
      const device = deviceOf(connection.remotePeer)
      if (device === undefined || options.allow(device) !== 'known' || !isDue(device)) return stream.abort(new DialBackRefused())
      return void answer(stream, connection).catch(() => stream.abort(new DialBackRefused()))
    },
    STREAMS,
  )
}

/** Undefined: it did not say. Never rejects. */
export async function askDialBack(
  node: Pick<Libp2p, 'getConnections'>,
  device: DeviceId,
  port: number,
  signal: AbortSignal,
): Promise<DoorAnswer | undefined> {
  const [connection] = node.getConnections(peerIdOf(device))
  if (connection === undefined) return undefined
  try {
    const stream = await connection.newStream(DIAL_BACK_PROTOCOL, { signal })
    const answer = firstBytes(stream, 1, signal)
    stream.send(Uint8Array.of(port >> 8, port & 0xff))
    const [code = DECLINED] = (await answer) ?? []
    await stream.close({ signal })
    return ANSWERS[code]
  } catch {
    return undefined
  }
}

/** The first bytes a stream brings; undefined when it ends or the time is up before. What comes beyond them is not kept. */
function firstBytes(stream: Stream, count: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const held: number[] = []
    const end = (bytes: Uint8Array | undefined): void => {
      stream.removeEventListener('message', take)
      signal.removeEventListener('abort', stop)
      resolve(bytes)
    }
    const stop = (): void => end(undefined)
    const take = (event: StreamMessageEvent): void => {
      held.push(...event.data.subarray(0, count - held.length))
      if (held.length >= count) end(Uint8Array.from(held))
    }
    stream.addEventListener('message', take)
    stream.addEventListener('close', stop, { once: true })
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** Where the other end is, when that is on a network of ours; not this very computer, whose doors to itself prove nothing. */
function hostBeside(connection: Connection, interfaces: InterfaceSource): string | undefined {
  const address = parseAddress(connection.remoteAddr.decapsulate('p2p').toString())
  const own = interfaces()
  if (address?.ip === undefined || address.zone !== undefined || !isNear(address, own)) return undefined
  const host = formatIp(address.ip)
  return own.some((each) => !each.isLoopback && formatIp(each.ip) === host) ? undefined : host
}

class DialBackRefused extends Error {
  override readonly name = 'DialBackRefused'
}
