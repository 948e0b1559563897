/** The store of attachments in memory under the contract, and what only it has: a disk as small as a test wants. */
import { describe, expect, test } from 'vitest'
import { memoryMediaStore } from '../../shared/media/index.ts'
import { registerMediaStoreContract } from '../contract/media-store.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { crypto, sealedFile, someBytes } from './some-files.ts'

registerMediaStoreContract('memory', () => {
  let now = 1_000_000
  const store = memoryMediaStore({ crypto, clock: { now: () => now } })
  return Promise.resolve({
    store,
    damage: (file, index) => {
      if (!store.damage(file, index)) throw new Error('no such chunk')
      return Promise.resolve()
    },
    crash: () => {
      store.crash()
      return Promise.resolve(store)
    },
    advance: (ms) => {
      now += ms
    },
    dispose: () => Promise.resolve(),
  })
})

describe('a full disk', () => {
  test('refuses what does not fit, keeps what is there, and goes on when there is room', async () => {
    const [a, b] = [sealedFile(someBytes(500)), sealedFile(someBytes(600, 2))]
    let capacityBytes = 1000
    const store = memoryMediaStore({ crypto, clock: { now: () => 0 }, capacityBytes: () => capacityBytes })
    for (const file of [a, b]) expectOk(await store.begin(file.file, file.size))
    expectOk(await store.put(a.chunk(0)))
    expect(await store.put(b.chunk(0))).toEqual({ ok: false, code: 'DISK_FULL' })
    const stage = await store.stage()
    expect(await stage.put(b.sealed[0] ?? new Uint8Array(0))).toEqual({ ok: false, code: 'DISK_FULL' })
    expect((await store.flush(a.file))?.chunks.isWhole).toBe(true)
    capacityBytes = 2000
    expectOk(await store.put(b.chunk(0)))
    expect((await store.usage()).bytes).toBe(1132)
  })
})
