/** Files over the networks people have: long and lossy lines, a cable that is pulled, several who have it, and a relay in between. */
import { afterEach, describe, expect, it } from 'vitest'
import { MEDIA, RESOURCE, TRANSFER } from '../../../shared/limits.ts'
import { type Internet, createInternet, whyNoInternet } from '../../peers/internet.ts'
import { type DeviceProcess, befriend, introduce, roomOf } from './device-process.ts'
import { somePlace } from './some-places.ts'

const MIB = 1024 * 1024
const PORT = 4001
const LONG_MS = 240_000
const MOST_SAID = 100
/** One chunk, which takes longer than a silent line is waited for. */
const SLOW_BYTES = 256_000
const SLOW_KBITS = (SLOW_BYTES * 8) / (RESOURCE.PEER_DEAD_MS + 2_000)
/** Long enough that it is noticed and dialled beside (SYNC-11): the rest comes over a new connection, and what the old one owed is asked for again. */
const CUT_MS = RESOURCE.PING_IDLE_MS + 2 * RESOURCE.DOUBT_AFTER_MS

describe.skipIf(whyNoInternet() !== undefined)('a file', { timeout: 480_000 }, () => {
  let internet: Internet | undefined
  afterEach(async () => internet?.close())

  it('[MEDIA-44][MEDIA-50] of 8 MiB comes over a line that loses 5 % and is cut in the middle, and messages come meanwhile', async () => {
    internet = createInternet()
    const [at, far] = [internet.machine(), internet.machine()]
    const { mum, dad, room, message, hash } = await waiting(8 * MIB, async (folder) => {
      const listen = (machine: typeof at): string => `/ip4/${machine.address}/tcp/${PORT}`
      return [
        await folder.device('mum', { place: at, listen: listen(at) }),
        await folder.device('dad', { place: far, listen: listen(far) }),
      ]
    })
    await far.wire({ delayMs: 10, jitterMs: 2, lossPercent: 5 })
    await dad.ask('fetch', { message })
    const said: string[] = []
    await dad.until(
      'a quarter',
      async () => {
        if (said.length < MOST_SAID) await mum.ask('say', { room, texts: [`${said.push(`${said.length}`) - 1}`] })
        return ((await dad.held(message))?.chunks ?? 0) >= 8
      },
      LONG_MS,
    )
    far.cable('out')
    await new Promise((resolve) => setTimeout(resolve, CUT_MS))
    const kept = (await dad.held(message))?.chunks ?? 0
    far.cable('in')
    await introduce(mum, dad)
    await dad.until('whole', async () => (await dad.held(message))?.isWhole === true, LONG_MS)
    expect(await dad.ask('hash', { message })).toBe(hash)
    expect(kept).toBeGreaterThanOrEqual(8)
    expect((await dad.held(message))?.written).toBe((8 * MIB) / MEDIA.CHUNK_BYTES)
    // Every one of them once, in its order.
    await dad.until('all that was said', async () => (await dad.ask('texts', { room })).length === said.length)
    expect(await dad.ask('texts', { room })).toEqual(said)
  })

  it('[SYNC-11] comes over a line that needs longer for a chunk than silence is borne, which is not given up', async () => {
    internet = createInternet()
    const [at, far] = [internet.machine(), internet.machine()]
    const { mum, dad, room, message, hash } = await waiting(SLOW_BYTES, async (folder) => {
      const listen = (machine: typeof at): string => `/ip4/${machine.address}/tcp/${PORT}`
      return [
        await folder.device('mum', { place: at, listen: listen(at) }),
        await folder.device('dad', { place: far, listen: listen(far) }),
      ]
    })
    await far.wire({ delayMs: 100, kbitsPerSecond: SLOW_KBITS })
    const lines = async (): Promise<number> => (await mum.ask('accepted', {})) + (await dad.ask('accepted', {}))
    const before = await lines()
    await dad.ask('fetch', { message })
    await dad.until('whole', async () => (await dad.held(message))?.isWhole === true, LONG_MS)
    expect(await dad.ask('hash', { message })).toBe(hash)
    // One more may have been tried beside it before it was known how slow it is; given up and begun anew it would be one each half minute.
    expect((await lines()) - before).toBeLessThanOrEqual(1)
    await mum.ask('say', { room, texts: ['왔어?'] })
    await dad.until('a message', async () => (await dad.ask('texts', { room })).includes('왔어?'))
  })

  it('[MEDIA-44] comes from three who have it, at once', async () => {
    internet = createInternet()
    const machines = [internet.machine(), internet.machine(), internet.machine(), internet.machine()]
    const folder = somePlace()
    const { path, hash } = folder.file('film.bin', 40 * MIB)
    const devices: DeviceProcess[] = []
    for (const [n, place] of machines.entries())
      devices.push(await folder.device(`device ${n}`, { place, listen: `/ip4/${place.address}/tcp/${PORT}` }))
    const [first, ...others] = devices
    const last = devices[3]
    if (first === undefined || last === undefined) throw new Error('four devices')
    for (const other of others) await befriend(first, other)
    const room = await roomOf(first, ...others)
    const message = await first.ask('send', { room, path })
    for (const other of others.slice(0, 2)) {
      await other.fetched(message, LONG_MS)
      await introduce(other, last)
    }
    await last.until('connected with three', async () => (await last.ask('peers', {})).length === 3)
    await last.ask('fetch', { message })
    const from = new Set<string>()
    await last.until(
      'whole',
      async () => {
        const held = await last.held(message)
        for (const device of held?.from ?? []) from.add(device)
        return held?.isWhole === true
      },
      LONG_MS,
    )
    expect(await last.ask('hash', { message })).toBe(hash)
    expect(from).toEqual(new Set(devices.slice(0, 3).map(({ device }) => device)))
    expect((await last.held(message))?.written).toBe((40 * MIB) / MEDIA.CHUNK_BYTES)
  })

  it('[MEDIA-52] comes through a relay up to 20 MiB; a larger one waits for a line of its own', async () => {
    internet = createInternet()
    const shopAt = internet.machine()
    const homes = [internet.home({ nat: 'symmetric' }), internet.home({ nat: 'symmetric' })].map((home) => home.machine())
    const folder = somePlace()
    const small = folder.file('photo.bin', 2 * MIB)
    const large = folder.file('film.bin', TRANSFER.RELAYED_BYTES + 1)
    // They met at home, before.
    const near = await Promise.all(['shop', 'mum', 'dad'].map((name) => folder.device(name)))
    const [shopNear, mumNear, dadNear] = near
    if (shopNear === undefined || mumNear === undefined || dadNear === undefined) throw new Error('three devices')
    await befriend(mumNear, shopNear)
    await befriend(dadNear, shopNear)
    await befriend(mumNear, dadNear)
    const room = await roomOf(mumNear, dadNear)
    const [photo, film] = [await mumNear.ask('send', { room, path: small.path }), await mumNear.ask('send', { room, path: large.path })]
    await dadNear.until('told of both', async () => (await dadNear.held(photo)) !== undefined && (await dadNear.held(film)) !== undefined)
    for (const each of near) await each.stop()
    const shop = await folder.device('shop', { place: shopAt, listen: `/ip4/${shopAt.address}/tcp/${PORT}` })
    await shop.ask('relay', {})
    const away: DeviceProcess[] = []
    for (const [n, name] of ['mum', 'dad'].entries()) {
      const place = homes[n]
      if (place === undefined) throw new Error('two homes')
      away.push(await folder.device(name, { place, listen: `/ip4/${place.address}/tcp/${PORT}` }))
    }
    const [mum, dad] = away
    if (mum === undefined || dad === undefined) throw new Error('two away')
    for (const each of away) {
      await each.ask('learn', { device: shop.device, address: shop.address })
      await each.until('connected with the shop', async () => (await each.ask('peers', {})).includes(shop.device))
    }
    await mum.until('a place at the relay', async () => (await mum.ask('circuit', {})) !== undefined)
    await dad.ask('learn', { device: mum.device, address: (await mum.ask('circuit', {})) ?? '' })
    await dad.until('connected with mum', async () => (await dad.ask('peers', {})).includes(mum.device))
    await dad.ask('fetch', { message: film })
    await dad.fetched(photo)
    expect(await dad.ask('hash', { message: photo })).toBe(small.hash)
    expect(await dad.held(film)).toMatchObject({ chunks: 0, written: 0, isGoing: true })
  })
})

/** Two contacts in a room, and a file of the one’s that the other has heard of. */
async function waiting(size: number, start: (folder: ReturnType<typeof somePlace>) => Promise<readonly [DeviceProcess, DeviceProcess]>) {
  const folder = somePlace()
  const { path, hash } = folder.file('film.bin', size)
  const [mum, dad] = await start(folder)
  await befriend(mum, dad)
  const room = await roomOf(mum, dad)
  const message = await mum.ask('send', { room, path })
  await dad.until('told of the file', async () => (await dad.held(message)) !== undefined)
  return { mum, dad, room, message, hash }
}
