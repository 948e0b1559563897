/** [ARC-7] What was brought in never leaves the device by itself: not in a session, not in a bundle, not in what own devices tell each other. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../shared/codec/index.ts'
import { ARCHIVE } from '../../../shared/limits.ts'
import type { Store } from '../../../shared/store/index.ts'
import { bundleOf } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { broughtIn, said } from '../../harness/imported.ts'
import { Village, type Villager, seenBy, textsOf } from '../../harness/village.ts'

const SECRET = '가져온비밀'

/** Everything a device has of others' words, as bytes would show it. */
function traces({ store }: Villager<Store>, keys: readonly number[], text: string): readonly string[] {
  const needle = Buffer.from(utf8(text))
  const found: string[] = []
  for (const key of keys)
    for (const row of store.messages.page(key, 100_000))
      if (row.text?.includes(text) === true || Buffer.from(row.content).includes(needle)) found.push('row')
  if (store.messages.search(text, 100).length > 0) found.push('search')
  return found
}

describe('[ARC-7] imported history', () => {
  it('is at nobody else’s after a meeting, while what was said is; its ids are in no block', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    broughtIn(
      mum.messenger,
      Array.from({ length: 300 }, (_, at) => said('2024-03-04T14:05', '아빠', `${SECRET} ${at}`)),
      { target: { to: 'room', room } },
    )
    const before = mum.store.blocks
    const key = mum.messenger.roomBook.registry.byId(room) ?? 0
    const held = (): number =>
      [...(mum.messenger.roomBook.get(key)?.state.devices.keys() ?? [])].reduce(
        (sum, device) => sum + before.range(key, device, 1, 1, 1e9, 1e9).length,
        0,
      )
    const blocks = held()
    expectOk(mum.messenger.send(room, ['안녕']))
    await village.pass(60_000)
    expect(textsOf(dad, room)).toEqual(['안녕'])
    expect(traces(dad, dad.messenger.roomBook.registry.keys(), SECRET)).toEqual([])
    expect(held()).toBe(blocks + 1)
    expect(dad.messenger.imports.archives()).toEqual([])
    // Whoever asks for such a message by its id gets nothing.
    const [imported] = seenBy(mum, room)
    expect(dad.messenger.message(imported?.id as never)).toEqual({ ok: false, code: 'NO_MESSAGE' })
  })

  it('is in no bundle: it is as large with it as without', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    expectOk(mum.messenger.send(room, ['안녕']))
    const options = { target: { to: 'all' }, since: 0 } as const
    const without = bundleOf(mum, options).reduce((sum, part) => sum + part.length, 0)
    broughtIn(
      mum.messenger,
      Array.from({ length: 2 * ARCHIVE.CHUNK_RECORDS }, (_, at) => said('2024-03-04T14:05', '아빠', `${SECRET} ${at}`)),
      { target: { to: 'room', room } },
    )
    const bytes = bundleOf(mum, options).reduce((sum, part) => sum + part.length, 0)
    // Padded to pieces: a kilobyte of history would show.
    expect(bytes).toBe(without)
  })
})
