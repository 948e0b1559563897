/** Whether anything answers at an address: a TCP connection that is opened and let go, without a word. Never rejects. */
import { connect } from 'node:net'
import type { DoorAnswer } from '../../../shared/doctor/index.ts'

export function tryDoor(host: string, port: number, timeoutMs: number, signal?: AbortSignal): Promise<DoorAnswer> {
  if (signal?.aborted === true) return Promise.resolve('silent')
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (answer: DoorAnswer): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      socket.destroy()
      resolve(answer)
    }
    const onAbort = (): void => end('silent')
    // On a busy computer the time may be up before the answer that came was read: that is done first.
    const timer = setTimeout(() => setImmediate(() => end('silent')), timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    socket.once('connect', () => end('answered'))
    socket.on('error', (error) => end('code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'silent'))
  })
}
