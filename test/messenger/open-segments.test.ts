/** Sections of a room that are remembered between blocks: so many, and the least used is forgotten first. */
import { expect, it, vi } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'

it('[FEED-9] 256 segments of a room are remembered; with one more the least used is read again when it is needed', async () => {
  const village = new Village()
  const mum = village.person('엄마')
  const id = expectOk(mum.messenger.createRoom({ name: '혼자', members: [] }))
  await village.pass()
  const room = mum.messenger.roomBook.byId(id)
  const epoch = room?.state.epochs[0]?.id
  if (room === undefined || epoch === undefined) throw new Error('made above')
  const read = vi.spyOn(mum.store.blocks, 'segment')
  const { account, device } = mum.messenger.me()
  /** How many segments were read from the store for a look at these. */
  const looksAt = (...indexes: readonly number[]): number => {
    read.mockClear()
    for (const index of indexes) room.segments.section({ account, epoch, index }, device)
    return read.mock.calls.length
  }
  const all = Array.from({ length: RESOURCE.OPEN_SEGMENTS }, (_, index) => index)
  expect(looksAt(...all)).toBe(RESOURCE.OPEN_SEGMENTS)
  expect(looksAt(...all)).toBe(0)
  // The first is used once more, so the second is the one to go.
  expect(looksAt(0, RESOURCE.OPEN_SEGMENTS)).toBe(1)
  expect(looksAt(0, ...all.slice(2))).toBe(0)
  expect(looksAt(1)).toBe(1)
})
