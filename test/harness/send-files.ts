/** Sends files as a page does: in pieces, then as one message. */
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { RPC } from '../../shared/limits.ts'
import type { House } from './houses/index.ts'

export interface GivenFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly width?: number
  readonly height?: number
  readonly durationMs?: number
  readonly isVoice?: boolean
  /** base64. */
  readonly preview?: string
  readonly waveform?: string
}

export async function sendFiles(house: House, room: RoomId, files: readonly GivenFile[], caption = ''): Promise<MessageId> {
  const posted = []
  for (const { name, bytes, ...facts } of files) {
    const { id } = await house.ask('outbox.begin', { room, name, size: bytes.length })
    for (let at = 0; at === 0 || at < bytes.length; at += RPC.BUNDLE_CHUNK_BYTES) {
      const piece = bytes.subarray(at, at + RPC.BUNDLE_CHUNK_BYTES)
      const isOver = at + piece.length >= bytes.length
      await house.ask('outbox.give', { id, bytes: Buffer.from(piece).toString('base64'), isOver })
    }
    await house.until(`${name} is sealed`, async () =>
      (await house.ask('outbox.list')).some((one) => one.id === id && one.state === 'ready'),
    )
    posted.push({ id, ...facts })
  }
  const [message] = await house.ask('outbox.post', { room, files: posted, caption })
  if (message === undefined) throw new Error('nothing was sent')
  return message
}
