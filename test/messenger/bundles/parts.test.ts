import { expect, it } from 'vitest'
import { PIECE_BYTES } from '../../../shared/bundle/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { bundleOf, readBundle } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'

const MIB = 1024 * 1024
const LONG = '가나다라마바사아자차카타파하'.repeat(300)

async function apart(count: number) {
  const village = new Village()
  const mum = village.person('엄마')
  const dad = village.person('아빠')
  const room = await village.pair(mum, dad)
  await village.pass()
  village.partition([mum], [dad])
  for (let at = 0; at < count; at++) expectOk(mum.messenger.send(room, [`${at} ${LONG}`]))
  await village.pass()
  return { village, mum, dad, room }
}

const total = (who: Villager, room: Parameters<typeof textsOf>[1]) => textsOf(who, room).map((text) => text?.split(' ')[0])

it('[BNDL-5] no part is larger than asked, each is read alone, and in any order nothing is missing', { timeout: 60_000 }, async () => {
  const { mum, dad, room } = await apart(400)
  const target = { to: 'contact', account: dad.account } as const
  const parts = bundleOf(mum, { target, maxBytes: MIB })
  expect(parts.length).toBeGreaterThan(3)
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(MIB)
  let before = 0
  for (const part of [...parts].toReversed()) {
    const { summary } = readBundle(dad, [part])
    expect(summary).toMatchObject({ damaged: 0, cut: 0, strange: 0, refused: {}, waiting: 0 })
    expect(total(dad, room).length).toBeGreaterThan(before)
    before = total(dad, room).length
  }
  expect(total(dad, room)).toEqual(total(mum, room))
})

it('[BNDL-5] half of a part gives what is in it, and the whole one the rest', { timeout: 60_000 }, async () => {
  const { mum, dad, room } = await apart(150)
  const [file = new Uint8Array(0)] = bundleOf(mum, { target: { to: 'room', room } })
  const half = readBundle(dad, [file.subarray(0, file.length / 2)]).summary
  expect(half.cut).toBeGreaterThan(0)
  expect(half.messages).toBeGreaterThan(0)
  expect(half.messages).toBeLessThan(150)
  expect(readBundle(dad, [file]).summary).toMatchObject({ messages: 150 - half.messages, cut: 0 })
  expect(total(dad, room)).toEqual(total(mum, room))
})

it('[BNDL-5] a part is at least as large as one block may be told to need, and at most what any stick takes', async () => {
  const { mum, room } = await apart(1)
  const write = (maxBytes: number) => mum.messenger.bundles.write({ target: { to: 'room', room }, maxBytes })
  expect(write(RESOURCE.BUNDLE_PART_MIN_BYTES)).toMatchObject({ ok: true })
  expect(write(RESOURCE.BUNDLE_PART_MIN_BYTES - 1)).toMatchObject({ code: 'OUT_OF_RANGE' })
  expect(write(RESOURCE.BUNDLE_PART_BYTES)).toMatchObject({ ok: true })
  expect(write(RESOURCE.BUNDLE_PART_BYTES + 1)).toMatchObject({ code: 'OUT_OF_RANGE' })
})

it('[BNDL-6] cut exactly between two sections a file is seen to be cut, by whoever opens the one before', async () => {
  const { village, mum, dad } = await apart(3)
  const shop = village.person('가게')
  village.partition([mum, shop], [dad])
  await village.pair(mum, shop)
  expectOk(mum.messenger.createRoom({ name: '둘만', members: [dad.account] }))
  const [file = new Uint8Array(0)] = bundleOf(mum, { target: { to: 'all' } })
  const pieces = (file.length - 8) / PIECE_BYTES
  expect(pieces).toBeGreaterThanOrEqual(4)
  // Dad opens each but the one between Mum and the shop.
  const cuts = Array.from({ length: pieces }, (_, count) => readBundle(dad, [file.subarray(0, 8 + count * PIECE_BYTES)]).summary)
  for (const [at, { strange, cut }] of cuts.entries())
    expect({ at, cut }).toEqual({ at, cut: at === 0 || strange > (cuts[at - 1]?.strange ?? 0) ? 0 : 1 })
  expect(cuts.some(({ cut }) => cut === 1)).toBe(true)
  expect(cuts.some(({ strange }) => strange === 1)).toBe(true)
  expect(readBundle(dad, [file]).summary).toMatchObject({ cut: 0, strange: 1 })
  // The next file begins anew.
  expect(readBundle(dad, [file, file]).summary.cut).toBe(0)
})

it('[BNDL-6] [BNDL-5] every whole part of several says that it is whole', { timeout: 60_000 }, async () => {
  const { mum, dad } = await apart(400)
  const parts = bundleOf(mum, { target: { to: 'contact', account: dad.account }, maxBytes: MIB })
  expect(parts.length).toBeGreaterThan(3)
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(MIB)
    expect(readBundle(dad, [part]).summary.cut).toBe(0)
  }
})
