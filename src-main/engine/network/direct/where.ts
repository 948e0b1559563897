/**
 * Tells members where we see them, and tries whether they can be reached there (REACH-15). Dialled is nothing but the host the question came
 * from, and what counts is that the asker's own device answers; so nobody can have us knock at other people's doors. Bounded per device and
 * in all: whoever asks too often is not answered.
 */
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import type { Clock } from '../../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { type Address, ipAddress, parseIp } from '../../../../shared/reach/index.ts'
import { deviceOf } from '../peer-id.ts'
import { type Dialler, raceDial } from '../race-dial.ts'
import { answer, question, readAs, sendAs, WHERE_PROTOCOL } from './messages.ts'

export interface Seen {
  readonly ip: Uint8Array
  readonly port: number
  readonly tcp: readonly number[]
  readonly ws: readonly number[]
}

export interface WhereServiceOptions {
  readonly node: Pick<Libp2p, 'handle'>
  readonly dialler: Dialler
  readonly clock: Clock
  readonly isMember: (device: DeviceId) => boolean
  /** A stranger we join with a member now (RELAY-2): told where we see it, and not called back. */
  readonly isGuest: (device: DeviceId) => boolean
}

/** Answers from now on. */
export async function answerWhere({ node, dialler, clock, isMember, isGuest }: WhereServiceOptions): Promise<void> {
  const asked = new Map<DeviceId, number[]>()

  const admit = (device: DeviceId): boolean => {
    const now = clock.now()
    const isRecent = (at: number): boolean => at <= now && at > now - MINUTE_MS
    for (const [other, times] of asked) {
      const recent = times.filter(isRecent)
      if (recent.length === 0) asked.delete(other)
      else asked.set(other, recent)
    }
    const own = asked.get(device) ?? []
    const all = [...asked.values()].reduce((sum, times) => sum + times.length, 0)
    if (own.length >= RESOURCE.WHERE_PER_DEVICE_MINUTE || all >= RESOURCE.WHERE_PER_MINUTE) return false
    asked.set(device, [...own, now])
    return true
  }

  await node.handle(
    WHERE_PROTOCOL,
    (stream, connection) => {
      const device = deviceOf(connection.remotePeer)
      const from = device === undefined ? undefined : hostOf(connection)
      const isOurs = device !== undefined && isMember(device)
      const isHeard = device !== undefined && (isOurs || isGuest(device)) && admit(device)
      if (!isHeard || from === undefined) return stream.abort(new NotAnswered())
      respond(stream, device, from, isOurs ? dialler : undefined).catch(() => stream.abort(new NotAnswered()))
    },
    { maxInboundStreams: 2, maxOutboundStreams: 2 },
  )
}

/** Asks over an open, direct connection. Undefined: no answer. */
export async function askWhere(
  connection: Connection,
  ports: { readonly tcp: readonly number[]; readonly ws: readonly number[] },
): Promise<Seen | undefined> {
  // Their dialling back takes its time.
  const signal = AbortSignal.timeout(RESOURCE.HELLO_TIMEOUT_MS + RESOURCE.DIAL_TIMEOUT_MS)
  let stream: Stream | undefined
  try {
    stream = await connection.newStream(WHERE_PROTOCOL, { signal, maxOutboundStreams: 2 })
    sendAs(stream, question, { tcp: ports.tcp.slice(0, RESOURCE.WHERE_PORTS), ws: ports.ws.slice(0, RESOURCE.WHERE_PORTS) })
    const seen = await readAs(stream, answer, signal)
    return seen.ip.length === 4 || seen.ip.length === 16 ? seen : undefined
  } catch {
    return undefined
  } finally {
    const done = stream
    done?.close().catch(() => done.abort(new NotAnswered()))
  }
}

const MINUTE_MS = 60_000

async function respond(
  stream: Stream,
  device: DeviceId,
  from: { readonly ip: Uint8Array; readonly port: number },
  dialler: Dialler | undefined,
): Promise<void> {
  const { tcp, ws } = await readAs(stream, question, AbortSignal.timeout(RESOURCE.HELLO_TIMEOUT_MS))
  const works = async (port: number, carrier: 'tcp' | 'ws'): Promise<boolean> => {
    const address = ipAddress(from.ip, port, carrier)
    return dialler !== undefined && address !== undefined && (await answersAt(dialler, device, address))
  }
  const [overTcp, overWs] = await Promise.all([working(tcp, (port) => works(port, 'tcp')), working(ws, (port) => works(port, 'ws'))])
  sendAs(stream, answer, { ip: from.ip, port: from.port, tcp: overTcp, ws: overWs })
  await stream.close()
}

async function working(ports: readonly number[], works: (port: number) => Promise<boolean>): Promise<readonly number[]> {
  const found = await Promise.all(ports.map(async (port) => ((await works(port)) ? [port] : [])))
  return found.flat()
}

async function answersAt(dialler: Dialler, device: DeviceId, address: Address): Promise<boolean> {
  const dialled = await raceDial(dialler, device, [{ address }], new AbortController().signal)
  if (!dialled.ok) return false
  await dialled.connection.close().catch(() => dialled.connection.abort(new NotAnswered()))
  return true
}

/** Of a direct connection over IP. */
export function hostOf(connection: Connection): { readonly ip: Uint8Array; readonly port: number } | undefined {
  if (!connection.direct) return undefined
  const parts = connection.remoteAddr.getComponents()
  const ip = parseIp(parts.find(({ name }) => name === 'ip4' || name === 'ip6')?.value ?? '')
  const port = Number(parts.find(({ name }) => name === 'tcp')?.value)
  return ip === undefined || !Number.isInteger(port) || port < 1 ? undefined : { ip, port }
}

class NotAnswered extends Error {
  override readonly name = 'NotAnswered'
}
