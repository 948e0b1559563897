/**
 * Reaches the running engine of a profile. That none runs is an answer, not an error: then the caller may open the profile itself.
 */
import { connect, type Socket } from 'node:net'
import { createRpcClient, type EngineClient } from '../../../shared/rpc/index.ts'
import { readEndpoint } from './endpoint.ts'
import { socketChannel } from './socket-channel.ts'

export type Attachment =
  | { readonly state: 'attached'; readonly client: EngineClient; readonly pid: number }
  | { readonly state: 'absent' }
  /** It answered and would not have us. */
  | { readonly state: 'refused'; readonly code: string }

/** Answers of our own engine may be long: a page of messages at their longest. */
const ANSWER_BYTES = 64 * 1024 * 1024

/** `signal` ends the waiting for one that is there and says nothing. */
export async function attachToEngine(profile: string, signal?: AbortSignal): Promise<Attachment> {
  const endpoint = readEndpoint(profile)
  if (endpoint === undefined) return { state: 'absent' }
  const socket = await connected(endpoint.socket)
  if (socket === undefined) return { state: 'absent' }
  const client: EngineClient = createRpcClient(socketChannel(socket, ANSWER_BYTES))
  const giveUp = (): void => void socket.destroy()
  signal?.addEventListener('abort', giveUp)
  if (signal?.aborted === true) giveUp()
  const hello = await client.hello(endpoint.token)
  signal?.removeEventListener('abort', giveUp)
  if (hello.ok) return { state: 'attached', client, pid: endpoint.pid }
  client.close()
  // It was on its way out, or another program has inherited the address.
  return hello.error.code === 'DISCONNECTED' ? { state: 'absent' } : { state: 'refused', code: hello.error.code }
}

function connected(path: string): Promise<Socket | undefined> {
  const { promise, resolve } = Promise.withResolvers<Socket | undefined>()
  const socket = connect(path)
  socket.once('connect', () => resolve(socket))
  socket.once('error', () => resolve(undefined))
  return promise
}
