import { expect, it } from 'vitest'
import { RESOURCE } from '../../../shared/limits.ts'
import { StoreError } from '../../../shared/store/index.ts'
import { bundleOf, readBundle } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, textsOf } from '../../harness/village.ts'

it('[BNDL-9] the last bundles of a room are noted, the oldest note goes first, and a start remembers them', async () => {
  const village = new Village()
  const mum = village.person('엄마')
  const dad = village.person('아빠')
  const room = await village.pair(mum, dad)
  await village.pass()
  village.partition([mum], [dad])
  const [message] = expectOk(mum.messenger.send(room, ['하나']))
  if (message === undefined) throw new Error('one was sent')
  const notes = mum.messenger.roomBook.byId(room)?.bundled
  const place = { device: mum.messenger.me().device, seq: 1 }
  for (let at = 1; at <= RESOURCE.BUNDLE_NOTES_PER_ROOM; at++) notes?.note([[at, at]], at)
  expect(notes?.at(place)).toBe(1)
  mum.messenger.stop()
  const again = village.personOn('엄마', mum.store)
  const kept = again.messenger.roomBook.byId(room)?.bundled
  expect(kept?.at(place)).toBe(1)
  kept?.note([[99, 99]], 99)
  expect(kept?.at(place)).toBeUndefined()
  expect(kept?.at({ device: dad.messenger.me().device, seq: 99 })).toBeUndefined()
})

it('[BNDL-2] a disk that is full ends the reading with its code, keeps nothing half, and the same file is read when there is room', async () => {
  const village = new Village()
  const mum = village.person('엄마')
  const dad = village.person('아빠')
  const room = await village.pair(mum, dad)
  await village.pass()
  village.partition([mum], [dad])
  for (let at = 0; at < 600; at++) expectOk(mum.messenger.send(room, [`${at}`]))
  const file = bundleOf(mum, { target: { to: 'room', room } })
  const { blocks } = dad.store
  const roomKey = dad.messenger.roomBook.registry.byId(room) ?? 0
  const put = blocks.put.bind(blocks)
  let left = 540
  blocks.put = (block) => {
    if (left-- <= 0) throw new StoreError('STORE_FULL', 'no space left')
    put(block)
  }
  const full = readBundle(dad, file)
  expect(full.codes).toContain('STORE_FULL')
  // Whole batches only: one of 512 fits, the next does not.
  expect(full.summary.messages).toBe(512)
  expect(dad.store.blocks.range(roomKey, mum.messenger.me().device, 1, 1, 10_000, 1e9)).toHaveLength(512)
  blocks.put = put
  expect(readBundle(dad, file).summary).toMatchObject({ messages: 600 - full.summary.messages, damaged: 0, refused: {} })
  expect(textsOf(dad, room)).toEqual(textsOf(mum, room))
})
