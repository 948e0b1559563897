/**
 * Two devices behind routers connect directly (REACH-17). Each learns from somebody both can reach how its router shows a port that nothing
 * listens on, tells the other, and both call from that port at the same time: each router takes the other's call for an answer to its own,
 * and TCP makes one connection of the two. A router that gives every connection another port cannot be foreseen; then it stays as it was.
 */
import type { Connection } from '@libp2p/interface'
import { createServer } from 'node:net'
import type { DeviceId } from '../../../../shared/ids/index.ts'
import { RESOURCE } from '../../../../shared/limits.ts'
import { type Address, ipAddress, ipScope, parseAddress } from '../../../../shared/reach/index.ts'
import { dialOne, type Dialler, raceDial } from '../race-dial.ts'
import { askWhere } from './where.ts'

/** Somebody who can say how our router shows us. */
export interface Observer {
  readonly device: DeviceId
  readonly address: Address
}

/** A port of this computer that nothing listens on, and where it is outside. */
export interface Opening {
  readonly localPort: number
  readonly ip: Uint8Array
  readonly port: number
  /** Ends the connection that keeps it open. */
  close(): void
}

/** Undefined: nobody answered, or the answer is of no use outside. */
export async function openTo(observer: Observer, dialler: Dialler): Promise<Opening | undefined> {
  const localPort = await freePort()
  if (localPort === undefined) return undefined
  const fromPort: Dialler = { dial: (address, options) => dialler.dial(address, { ...options, localPort }) }
  const dialled = await raceDial(fromPort, observer.device, [{ address: observer.address }], new AbortController().signal)
  if (!dialled.ok) return undefined
  const close = (): void => dialled.connection.abort(new Done())
  const seen = await askWhere(dialled.connection, { tcp: [], ws: [] })
  if (seen === undefined || seen.ip.length !== 4 || ipScope(seen.ip) !== 'public') {
    close()
    return undefined
  }
  return { localPort, ip: seen.ip, port: seen.port, close }
}

/**
 * Calls until it is answered or the time is up; the other side does the same. `leads`: this side opens the encryption, as the one who dials
 * does; exactly one of them.
 */
export async function punch(
  dialler: Dialler,
  device: DeviceId,
  from: Opening,
  to: { readonly ip: Uint8Array; readonly port: number },
  leads: boolean,
): Promise<{ readonly connection: Connection; readonly address: Address } | undefined> {
  const address = ipAddress(to.ip, to.port, 'tcp')
  if (address === undefined || address.scope !== 'public') return undefined
  const began = performance.now()
  while (performance.now() - began < RESOURCE.PUNCH_MS) {
    // Not a signal with a time-out: the socket stays bound to its signal for life.
    const call = new AbortController()
    const timer = setTimeout(() => call.abort(new Done()), RESOURCE.PUNCH_TRY_MS)
    const calling: Dialler = {
      dial: (target, options) => dialler.dial(target, { ...options, localPort: from.localPort, ...(!leads && { initiator: false }) }),
    }
    try {
      return { connection: await dialOne(calling, device, address, call.signal), address }
    } catch {
      // Refused by a router that wants nothing to do with strangers, or too early: again, at the same port.
      await new Promise((resolve) => setTimeout(resolve, RESOURCE.PUNCH_PAUSE_MS))
    } finally {
      clearTimeout(timer)
    }
  }
  return undefined
}

/** One that the system gives, and that is free again when this returns. */
function freePort(): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(0, '0.0.0.0', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined))
    })
  })
}

/**
 * An observer out of an open connection that this side dialled; undefined where that is no help. `beside`: where else that device was dialled
 * at the same time: a WebSocket that was the quickest says nothing against its plain port, the only kind that can be called from a port of ours.
 */
export function observerOf(device: DeviceId, connection: Connection, beside: readonly Address[]): Observer | undefined {
  if (!connection.direct || connection.direction !== 'outbound' || connection.status !== 'open') return undefined
  const dialled = parseAddress(connection.remoteAddr.decapsulate('p2p').toString())
  const address = [...(dialled === undefined ? [] : [dialled]), ...beside].find(isPlainOutside)
  return address === undefined ? undefined : { device, address }
}

function isPlainOutside({ scope, carrier, ip, relay }: Address): boolean {
  return scope === 'public' && carrier === 'tcp' && ip?.length === 4 && relay === undefined
}

class Done extends Error {
  override readonly name = 'Done'
}
