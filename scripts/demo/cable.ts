/**
 * A cable to one of the engines on this computer, which can be pulled out and plugged in again: bytes for a port of ours go to the port of
 * the engine while the cable is in. The links to that engine are rewritten to name the cable, so nobody knows another way to it.
 */
import { connect, createServer, type Socket } from 'node:net'
import { contactLink, parseLink } from '../../shared/contacts/index.ts'

export interface Cable {
  /** The same link, leading through the cable. Throws when it is no link to a contact. */
  through(link: string): string
  pull(): void
  plugIn(): void
  isIn(): boolean
  /** Ends for good. */
  close(): void
}

export interface CableOptions {
  /** The address of this computer at which the cable listens, and from which it calls the engine. Default 127.0.0.1. */
  readonly host?: string
  /** By whose clock links expire. Default: the computer's. */
  readonly now?: () => number
}

/** `port`: where the engine listens, on loopback only: what devices tell each other of their addresses leads past no cable. */
export async function createCable(port: number, options: CableOptions = {}): Promise<Cable> {
  const { host = '127.0.0.1', now = Date.now } = options
  const sockets = new Set<Socket>()
  let isIn = true
  const held = (socket: Socket): Socket => {
    sockets.add(socket)
    // An end torn off is what this is for.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer((near) => {
    held(near)
    if (!isIn) return void near.destroy()
    const far = held(connect({ port, host: '127.0.0.1', localAddress: host }))
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the cable has no port')
  const own = `/ip4/${host}/tcp/${address.port}`
  const tear = (): void => {
    isIn = false
    for (const socket of sockets) socket.destroy()
  }
  return {
    through(link) {
      const parsed = parseLink(link, now())
      if (!parsed.ok || parsed.value.type !== 'contact') throw new Error('not a link to a contact')
      return contactLink({ ...parsed.value.invite, addresses: [own] })
    },
    pull: tear,
    plugIn() {
      isIn = true
    },
    isIn: () => isIn,
    close() {
      tear()
      server.close()
    },
  }
}
