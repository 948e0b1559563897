/**
 * How long a text takes until the other has it on disk and shows it, at rest and while a file comes the same way: two whole devices in processes
 * of their own, one text every few milliseconds, in turns.
 */
import { randomFillSync } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeviceProcess, befriend, roomOf } from '../media/processes/device-process.ts'
import { thisComputer } from '../peers/place.ts'
import { settle } from './fill.ts'

const PAUSE_MS = 10
const PIECE_BYTES = 1_000_000

export interface TextTimes {
  /** ms, one a text. */
  readonly idle: readonly number[]
  readonly busy: readonly number[]
}

export async function measureTexts(scratch: string, megabytes: number, count: number): Promise<TextTimes> {
  const place = thisComputer()
  try {
    const device = (name: string): Promise<DeviceProcess> => DeviceProcess.start({ place, folder: join(scratch, `texts-${name}`), name })
    const [mum, dad] = await Promise.all([device('mum'), device('dad')])
    await befriend(mum, dad)
    const room = await roomOf(mum, dad)
    const path = join(scratch, 'texts-film.bin')
    const piece = new Uint8Array(PIECE_BYTES)
    for (let at = 0; at < megabytes; at += 1) appendFileSync(path, randomFillSync(piece))
    const message = await mum.ask('send', { room, path })
    await dad.until('told of the file', async () => (await dad.held(message)) !== undefined)
    await settle()
    const idle = await texts(mum, dad, room, count, () => Promise.resolve(false))
    await dad.ask('fetch', { message })
    const busy = await texts(mum, dad, room, 20 * count, async () => (await dad.held(message))?.isWhole === true)
    return { idle, busy }
  } finally {
    await place.stopAll()
  }
}

async function texts(
  mum: DeviceProcess,
  dad: DeviceProcess,
  room: string,
  most: number,
  isOver: () => Promise<boolean>,
): Promise<readonly number[]> {
  await dad.ask('times', {})
  const sent = new Map<string, number>()
  for (let at = 0; at < most && !(await isOver()); at += 1) {
    for (const [message, begun] of await mum.ask('say', { room, texts: [`밥 먹었어? ${at}`] })) sent.set(message, begun)
    await settle(PAUSE_MS)
  }
  const last = sent.size
  const times: number[] = []
  await dad.until('told all', async () => {
    for (const [message, at] of await dad.ask('times', {})) times.push(at - (sent.get(message) ?? Number.NaN))
    return times.length >= last
  })
  return times.filter((ms) => !Number.isNaN(ms))
}
