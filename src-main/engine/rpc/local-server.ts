/**
 * The engine's door for programs of the profile's owner: a socket only he can open, and a token only he can read. To be opened by
 * whoever holds the profile's lock, so a socket file that is already there is a dead engine's.
 */
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { RPC } from '../../../shared/limits.ts'
import { RPC_PROTOCOL, type Contract, type MethodName } from '../../../shared/rpc/index.ts'
import type { RpcServer } from '../../../shared/rpc/index.ts'
import { prepareSocketFolder, removeEndpoint, socketChannel, socketPath, writeEndpoint } from '../attach/index.ts'
import { isSameToken, newToken } from './tokens.ts'

const CLOSE_GRACE_MS = 150

export interface LocalServer {
  /** Where it listens, for display. */
  readonly socket: string
  close(): Promise<void>
}

/** Rejects with the system's error when it cannot listen. */
export async function openLocalServer<C extends Contract>(
  profile: string,
  rpc: RpcServer<C>,
  kind: string,
  allowed: readonly MethodName<C>[],
): Promise<LocalServer> {
  const socket = socketPath(profile)
  const token = newToken()
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    if (sockets.size >= RPC.CONNECTIONS) {
      connection.destroy()
      return
    }
    sockets.add(connection)
    connection.on('close', () => sockets.delete(connection))
    rpc.serve(socketChannel(connection, RPC.FRAME_BYTES), {
      kind,
      allowed,
      admit: (shown) => ({ ok: isSameToken(shown, token) }),
    })
  })
  prepareSocketFolder(profile)
  if (process.platform !== 'win32') rmSync(socket, { force: true })
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(socket, listening.resolve)
  await listening.promise
  if (process.platform !== 'win32') chmodSync(socket, 0o600)
  writeEndpoint(profile, { socket, token, pid: process.pid, protocol: RPC_PROTOCOL })

  return {
    socket,
    async close() {
      removeEndpoint(profile)
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      for (const open of sockets) open.destroySoon()
      // A client that does not read must not hold up the end.
      const impatience = setTimeout(() => sockets.forEach((open) => open.destroy()), CLOSE_GRACE_MS)
      await closed.promise
      clearTimeout(impatience)
    },
  }
}
