import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { RESOURCE, RPC } from '../../shared/limits.ts'
import { bundlesContract } from '../../shared/rpc/bundles.ts'
import { bundleHandlers } from '../../src-main/engine/rpc/bundle-handlers.ts'
import * as v from 'valibot'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

const context = { signal: new AbortController().signal }

describe('[BNDL-7] bundles over the boundary', () => {
  let mum: Villager
  let dad: Villager
  let room: RoomId
  let there: ReturnType<typeof bundleHandlers>
  let here: ReturnType<typeof bundleHandlers>

  beforeEach(async () => {
    const village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    room = await village.pair(mum, dad)
    await village.pass()
    village.partition([mum], [dad])
    for (let at = 0; at < 200; at++) expectOk(mum.messenger.send(room, [`${at} ${'가'.repeat(3000)}`]))
    there = bundleHandlers(mum.messenger)
    here = bundleHandlers(dad.messenger)
  })

  const valueOf = async <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false } | Promise<unknown>): Promise<T> => {
    const given = (await answer) as { readonly ok: boolean; readonly value: T }
    expect(given).toMatchObject({ ok: true })
    return given.value
  }

  it('goes there in chunks a frame has room for, and is summed up', async () => {
    const { id } = await valueOf(await there['bundles.write']({ target: { to: 'all' } }, context))
    const { id: reading } = await valueOf(await here['bundles.read']({}, context))
    let most = 0
    for (;;) {
      const { bytes, isPartOver, isOver } = await valueOf(await there['bundles.take']({ id }, context))
      if (isOver) break
      most = Math.max(most, Buffer.from(bytes, 'base64').length)
      await valueOf(await here['bundles.give']({ id: reading, bytes, isFileOver: isPartOver }, context))
    }
    expect(most).toBeLessThanOrEqual(RPC.BUNDLE_CHUNK_BYTES)
    expect(most).toBeGreaterThan(RPC.BUNDLE_CHUNK_BYTES / 2)
    expect(await valueOf(await here['bundles.summary']({ id: reading }, context))).toMatchObject({ files: 1, messages: 200, cut: 0 })
    expect(await valueOf(await there['bundles.written']({ id }, context))).toMatchObject({ rooms: [{ room }] })
    expect(textsOf(dad, room)).toEqual(textsOf(mum, room))
  })

  it('takes no chunk that is larger', () => {
    const { input } = bundlesContract['bundles.give']
    const chunk = (bytes: number) => ({ id: 'x', bytes: Buffer.alloc(bytes).toString('base64'), isFileOver: false })
    expect(v.safeParse(input, chunk(RPC.BUNDLE_CHUNK_BYTES)).success).toBe(true)
    expect(v.safeParse(input, chunk(RPC.BUNDLE_CHUNK_BYTES + 8)).success).toBe(false)
  })

  it('ends the one that was quiet longest when one more than allowed is begun', async () => {
    const ids: string[] = []
    for (let at = 0; at < RESOURCE.BUNDLES_AT_ONCE; at++) ids.push((await valueOf(await here['bundles.read']({}, context))).id)
    const [first = '', second = ''] = ids
    await valueOf(await here['bundles.summary']({ id: first }, context))
    await valueOf(await here['bundles.read']({}, context))
    await valueOf(await here['bundles.summary']({ id: first }, context))
    expect(await here['bundles.summary']({ id: second }, context)).toMatchObject({ error: { code: 'NO_BUNDLE' } })
    expect(await here['bundles.give']({ id: 'nobody’s', bytes: '', isFileOver: true }, context)).toMatchObject({
      error: { code: 'NO_BUNDLE' },
    })
    // One that reads is none that writes.
    expect(await here['bundles.take']({ id: first }, context)).toMatchObject({ error: { code: 'NO_BUNDLE' } })
  })

  it('makes of junk what it is', async () => {
    const { id } = await valueOf(await here['bundles.read']({}, context))
    const give = (bytes: string, isFileOver = true) => here['bundles.give']({ id, bytes, isFileOver }, context)
    expect(await give('%%% not base64 at all')).toMatchObject({ error: { code: 'NOT_A_BUNDLE' } })
    expect(await give(Buffer.from('SBNDL9\r\n').toString('base64'))).toMatchObject({ error: { code: 'UNSUPPORTED' } })
    expect(await give(Buffer.from('SBNDL1\r\n').toString('base64'))).toMatchObject({ ok: true })
  })
})
