/** Sends files from a house as a page does: handed over in pieces while they are sealed, then posted together. */
import { deflateSync } from 'node:zlib'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { RPC } from '../../../shared/limits.ts'
import type { EngineContract, InputOf } from '../../../shared/rpc/index.ts'
import type { House } from './house.ts'

type Posted = InputOf<EngineContract, 'outbox.post'>['files'][number]

export interface PostedFile extends Omit<Posted, 'id'> {
  readonly name: string
  readonly bytes: Uint8Array
}

export async function postFiles(house: House, room: RoomId, files: readonly PostedFile[], caption?: string): Promise<MessageId> {
  const given: Posted[] = []
  for (const { name, bytes, ...told } of files) {
    const { id } = await house.ask('outbox.begin', { room, name, size: bytes.length })
    for (let at = 0, isOver = false; !isOver; at += RPC.BUNDLE_CHUNK_BYTES) {
      const piece = Buffer.from(bytes.subarray(at, at + RPC.BUNDLE_CHUNK_BYTES))
      isOver = at + RPC.BUNDLE_CHUNK_BYTES >= bytes.length
      await house.ask('outbox.give', { id, bytes: piece.toString('base64'), isOver })
    }
    given.push({ id, ...told })
  }
  await house.until('files that are sealed', async () => {
    const outgoing = await house.ask('outbox.list')
    return given.every(({ id }) => outgoing.some((each) => each.id === id && each.state === 'ready'))
  })
  const [message] = await house.ask('outbox.post', { room, files: given, ...(caption !== undefined && { caption }) })
  if (message === undefined) throw new Error('nothing was posted')
  return message
}

/** A picture of one colour and a stripe, 8 bits a channel, as any program writes it. `noise`: so many bytes of it cannot be packed. */
export function aPng(width: number, height: number, [red, green, blue]: readonly [number, number, number], noise = 0): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 3) + 1 + x * 3
      const light = (x + y) % 64 < 32 ? 1 : 0.8
      rows.set([red * light, green * light, blue * light], at)
    }
  }
  // Any order of bits that does not repeat within a window of the packer.
  for (let at = 0, seed = 1; at < Math.min(noise, rows.length); at++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    if (at % (1 + width * 3) !== 0) rows[at] = seed >>> 24
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc(body), out.length - 4)
  return out
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}

/** A second of silence for each, as a recorder of old telephones writes it. */
export function aWav(seconds: number): Uint8Array {
  const rate = 8_000
  const samples = rate * seconds
  const wav = Buffer.alloc(44 + samples, 128)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(36 + samples, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(samples, 40)
  return wav
}
