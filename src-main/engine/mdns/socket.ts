/**
 * One UDP socket that never throws: opening and sending end in codes. Shared by multicast links and the broadcast fallback.
 */
import { createSocket } from 'node:dgram'
import type { RemoteInfo, Socket } from 'node:dgram'
import type { LocalCode } from '../../../shared/reach/index.ts'
import { parseIp } from '../../../shared/reach/index.ts'
import { localCodeOf } from '../network/index.ts'

export interface UdpSocket {
  /** What keeps it from working; undefined while it does. */
  code(): LocalCode | undefined
  send(packet: Uint8Array, port: number, address: string): void
  close(): void
}

export interface UdpOptions {
  readonly type: 'udp4' | 'udp6'
  readonly port: number
  /** The code of the socket this one replaces: it stands until something was sent, so that trying again does not look like success. */
  readonly was: LocalCode | undefined
  /** Joins groups and sets options; may throw, which becomes the code. */
  readonly prepare: (socket: Socket) => void
  readonly heard: (packet: Uint8Array, source: Uint8Array, sender: RemoteInfo) => void
  /** Called once, when the socket can send. */
  readonly ready: () => void
  /** Called when `code()` has changed. */
  readonly changed: () => void
}

export function openUdp({ type, port, was, prepare, heard, ready, changed }: UdpOptions): UdpSocket {
  let code = was
  let state: 'opening' | 'open' | 'closed' = 'opening'
  const setCode = (next: LocalCode | undefined): void => {
    if (next === code) return
    code = next
    changed()
  }
  const socket = createSocket({ type, reuseAddr: true, ipv6Only: type === 'udp6' })
  const close = (): void => {
    if (state === 'closed') return
    state = 'closed'
    socket.close()
  }
  socket.on('error', (error) => {
    if (state === 'closed') return
    close()
    setCode(localCodeOf(error))
  })
  socket.on('message', (packet, sender) => {
    const source = parseIp(sender.address.split('%')[0] ?? '')
    if (state === 'open' && source !== undefined) heard(packet, source, sender)
  })
  socket.bind({ port, address: type === 'udp4' ? '0.0.0.0' : '::' }, () => {
    if (state === 'closed') return
    try {
      prepare(socket)
    } catch (error) {
      close()
      setCode(blockedOr(error))
      return
    }
    state = 'open'
    ready()
  })

  return {
    code: () => code,
    send(packet, to, address) {
      if (state !== 'open') return
      socket.send(packet, to, address, (error) => {
        if (state === 'open') setCode(error === null ? undefined : blockedOr(error))
      })
    },
    close,
  }
}

/** A socket that is open and may not join or send is kept from multicast, whatever the system calls it. */
function blockedOr(error: unknown): LocalCode {
  const code = localCodeOf(error)
  return code === 'port-taken' || code === 'no-interface' ? code : 'multicast-blocked'
}
