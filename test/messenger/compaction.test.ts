/** When a section that is still written in is folded into a snapshot: by its blocks, by their bytes, not before (SNAP-1). */
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { StoredBlock } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'

/** What sealing adds to a plaintext. */
const TAG_BYTES = 16
const PAGE = 8000

async function alone(): Promise<{ village: Village; mum: Villager; room: RoomId }> {
  const village = new Village()
  const mum = village.person('엄마')
  const room = expectOk(mum.messenger.createRoom({ name: '혼자', members: [] }))
  await village.pass()
  return { village, mum, room }
}

function keyOf({ messenger }: Villager, room: RoomId): number {
  const key = messenger.roomBook.registry.byId(room)
  if (key === undefined) throw new Error('no room')
  return key
}

function feedOf(mum: Villager, room: RoomId): readonly StoredBlock[] {
  const { device } = mum.messenger.me()
  return mum.store.blocks.range(keyOf(mum, room), device, 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
}

const snapshots = (mum: Villager, room: RoomId): number => feedOf(mum, room).filter(({ kind }) => kind === 2).length
const bytesOf = (blocks: readonly StoredBlock[]): number => blocks.reduce((sum, { body }) => sum + body.length - TAG_BYTES, 0)

/** Writes until the blocks hold exactly so many bytes. */
function fill(mum: Villager, room: RoomId, bytes: number): void {
  const say = (length: number): void => void expectOk(mum.messenger.send(room, ['x'.repeat(length)]))
  say(PAGE)
  const before = bytesOf(feedOf(mum, room))
  say(PAGE)
  const page = bytesOf(feedOf(mum, room)) - before
  while (bytes - bytesOf(feedOf(mum, room)) > 1.5 * page) say(PAGE)
  say(PAGE + bytes - bytesOf(feedOf(mum, room)) - page)
  expect(bytesOf(feedOf(mum, room))).toBe(bytes)
}

describe('[SNAP-1] an open section', () => {
  it('is compacted at 200 blocks, not at one less', async () => {
    const { village, mum, room } = await alone()
    for (let at = 1; at < RESOURCE.SNAPSHOT_TAIL_BLOCKS; at++) expectOk(mum.messenger.send(room, [`${at}`]))
    await village.pass()
    expect([feedOf(mum, room).length, snapshots(mum, room)]).toEqual([RESOURCE.SNAPSHOT_TAIL_BLOCKS - 1, 0])
    expectOk(mum.messenger.send(room, ['끝']))
    await village.pass()
    expect(feedOf(mum, room).map(({ kind }) => kind)).toEqual([2])
    expectOk(mum.messenger.send(room, ['다시']))
    await village.pass()
    expect(feedOf(mum, room).map(({ kind }) => kind)).toEqual([2, 1])
  })

  it('is compacted at 200 blocks also when it was opened again in between', async () => {
    const { village, mum, room } = await alone()
    for (let at = 1; at < RESOURCE.SNAPSHOT_TAIL_BLOCKS; at++) expectOk(mum.messenger.send(room, [`${at}`]))
    mum.messenger.roomBook.reopen(keyOf(mum, room))
    await village.pass()
    expect(snapshots(mum, room)).toBe(0)
    expectOk(mum.messenger.send(room, ['끝']))
    await village.pass()
    expect(feedOf(mum, room).map(({ kind }) => kind)).toEqual([2])
  })

  it('is compacted at 256 KiB, not one unit of padding before', async () => {
    const short = await alone()
    fill(short.mum, short.room, RESOURCE.SNAPSHOT_TAIL_BYTES - 64)
    await short.village.pass()
    expect(snapshots(short.mum, short.room)).toBe(0)
    expect(feedOf(short.mum, short.room).length).toBeLessThan(RESOURCE.SNAPSHOT_TAIL_BLOCKS)
    const full = await alone()
    fill(full.mum, full.room, RESOURCE.SNAPSHOT_TAIL_BYTES)
    await full.village.pass()
    expect(feedOf(full.mum, full.room).map(({ kind }) => kind)).toEqual([2])
  })

  it('counts the same bytes when it was opened again in between', async () => {
    const { village, mum, room } = await alone()
    fill(mum, room, RESOURCE.SNAPSHOT_TAIL_BYTES - 64)
    mum.messenger.roomBook.reopen(keyOf(mum, room))
    await village.pass()
    expect(snapshots(mum, room)).toBe(0)
    expectOk(mum.messenger.send(room, ['끝']))
    await village.pass()
    expect(feedOf(mum, room).map(({ kind }) => kind)).toEqual([2])
  })
})
