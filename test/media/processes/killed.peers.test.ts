/** Processes with files that lose power in the middle of a transfer, or lie: what was kept is not fetched again, and what comes out is what went in. */
import { expect, test } from 'vitest'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { befriend, introduce, roomOf } from './device-process.ts'
import { somePlace } from './some-places.ts'

const SIZE = 160 * MEDIA.CHUNK_BYTES + 4321
const CHUNKS = 161
const KILLS = 4
/** What one flush waits for, and as much again that came meanwhile. */
const NOT_FLUSHED = 2 * TRANSFER.FLUSH_CHUNKS

test('[MEDIA-50] kill -9 of who fetches, again and again: at most what was on its way and not flushed comes twice', async () => {
  const place = somePlace()
  const { path, hash } = place.file('film.bin', SIZE)
  const mum = await place.device('mum')
  const dad = await place.device('dad')
  await befriend(mum, dad)
  const message = await mum.ask('send', { room: await roomOf(mum, dad), path })
  await dad.until('told of the file', async () => (await dad.held(message)) !== undefined)
  // Durable before this process of Dad's wrote anything.
  let found = 0
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await dad.ask('fetch', { message })
    const enough = (kill * CHUNKS) / (KILLS + 1)
    let last = { chunks: 0, written: 0 }
    await dad.until('far enough', async () => {
      last = (await dad.held(message)) ?? last
      return last.chunks >= enough
    })
    // After the last look some more may have been written.
    await dad.kill()
    await dad.again()
    const { chunks: kept = 0, written = 0 } = (await dad.held(message)) ?? {}
    expect(kept).toBeGreaterThanOrEqual(last.chunks)
    expect(last.written - (kept - found)).toBeLessThanOrEqual(NOT_FLUSHED)
    found = kept - written
    await introduce(mum, dad)
  }
  await dad.fetched(message)
  expect((await dad.held(message))?.written).toBeLessThanOrEqual(CHUNKS - found)
  expect(await dad.ask('hash', { message })).toBe(hash)
  expect(await mum.ask('hash', { message })).toBe(hash)
})

test('[MEDIA-44][MEDIA-50] kill -9 of the only holder in the middle: it comes back, and the rest comes', async () => {
  const place = somePlace()
  const { path, hash } = place.file('film.bin', SIZE)
  const mum = await place.device('mum')
  const dad = await place.device('dad')
  await befriend(mum, dad)
  const message = await mum.ask('send', { room: await roomOf(mum, dad), path })
  await dad.until('told of the file', async () => (await dad.held(message)) !== undefined)
  await dad.ask('fetch', { message })
  await dad.until('half', async () => ((await dad.held(message))?.chunks ?? 0) >= CHUNKS / 3)
  await mum.kill()
  const half = await dad.held(message)
  expect(half).toMatchObject({ isWhole: false, isGoing: true })
  await mum.again()
  await introduce(mum, dad)
  await dad.until('whole', async () => (await dad.held(message))?.isWhole === true)
  expect(await dad.ask('hash', { message })).toBe(hash)
  // Nothing was given up meanwhile: no second asking, and next to nothing twice.
  expect((await dad.held(message))?.written).toBeLessThanOrEqual(CHUNKS + TRANSFER.FLUSH_CHUNKS)
})

test('[MEDIA-45] a holder that lies is kept away, and the file comes whole from the one that does not', async () => {
  const place = somePlace()
  const { path, hash } = place.file('film.bin', SIZE)
  const [mum, liar, dad] = await Promise.all([place.device('mum'), place.device('liar', { isLying: true }), place.device('dad')])
  await befriend(mum, liar)
  await befriend(mum, dad)
  const room = await roomOf(mum, liar, dad)
  const message = await mum.ask('send', { room, path })
  await liar.fetched(message)
  await introduce(liar, dad)
  await dad.until('told of the file', async () => (await dad.held(message)) !== undefined)
  await mum.kill()
  await dad.until('connected with the liar', async () => (await dad.ask('peers', {})).includes(liar.device))
  await dad.ask('fetch', { message })
  await dad.until('lied to', async () => (await dad.ask('keptAway', { device: liar.device })) > 0)
  // Whatever it gave was thrown away, and the fetch waits for somebody else.
  expect(await dad.held(message)).toMatchObject({ chunks: 0, written: 0, isGoing: true })
  await mum.again()
  await introduce(mum, dad)
  await dad.until('whole', async () => (await dad.held(message))?.isWhole === true)
  expect(await dad.ask('hash', { message })).toBe(hash)
  expect(await dad.ask('keptAway', { device: mum.device })).toBe(0)
  // Its messages are heard all the same.
  await liar.ask('say', { room, texts: ['나도 여기 있어'] })
  await dad.until('told so', async () => (await dad.ask('texts', { room })).includes('나도 여기 있어'))
})
