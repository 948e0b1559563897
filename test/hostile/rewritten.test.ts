/** SNAP-4: whoever had the words before sees who changed them without saying so, and keeps what shows it. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Block, Supersede } from '../../shared/feeds/block/index.ts'
import { ID_BYTES, type RoomId, idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { MessengerEvent } from '../../shared/messenger/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type HostileMember, type Victim, rawEntry, saltOf } from '../harness/hostile-member.ts'
import { hostileScene } from '../harness/hostile-scene.ts'
import { type Villager, seenBy, textsOf } from '../harness/village.ts'

const MESSAGES_AT_ONCE = 150

describe('a member who rewrites the past', () => {
  let mum: Villager
  let eve: Villager
  let room: RoomId
  let hostile: HostileMember
  let victim: Victim

  beforeEach(async () => {
    ;({ mum, eve, room, hostile, victim } = await hostileScene({ isApart: true }))
  })

  function say(...numbers: readonly number[]): readonly Block[] {
    return numbers.map((number, at) => hostile.feed(hostile.update([hostile.entries([rawEntry(number)], at)], at)))
  }

  /** A snapshot over the chain so far, with these values for entries. */
  function over(values: readonly unknown[]): Block {
    return hostile.feed(hostile.snapshotPlain([hostile.entries(values)], values.length), { supersede: overAll() })
  }

  function overAll(): readonly Supersede[] {
    const { seq, prev } = hostile.feedEnd
    if (prev === undefined) throw new Error('nothing was written')
    return [{ device: hostile.device, ranges: [[1, seq - 1]], last: prev }]
  }

  const marked = (): readonly string[] => seenBy(mum, room).flatMap(({ text, rewritten }) => (rewritten ? [text ?? ''] : []))
  const rewriters = (): readonly string[] =>
    expectOk(mum.messenger.members(room)).flatMap(({ account, rewritten }) => (rewritten ? [account] : []))
  const onDisk = (block: Block): boolean => victim.room.core.store.blocks.byId(victim.room.core.key, block.id) !== undefined
  const served = (): number => victim.sync.serve(hostile.device, [[1, 1000]], Number.MAX_SAFE_INTEGER).blocks.length

  it('[SNAP-4] [T14] is marked in members and on the messages it concerned, told at once, and stays so', () => {
    const events: MessengerEvent[] = []
    mum.messenger.subscribe((event) => void events.push(event))
    const blocks = say(1, 2)
    victim.feed(...blocks)
    expect([rewriters(), marked()]).toEqual([[], []])
    victim.feed(over([rawEntry(1, { b: '다른 말' }), rawEntry(2)]))
    expect(textsOf(mum, room)).toEqual(['다른 말', '글 2'])
    expect([rewriters(), marked()]).toEqual([[eve.account], ['다른 말']])
    expect(events.filter(({ type }) => type === 'rewritten')).toEqual([{ type: 'rewritten', room, account: eve.account }])
    expectOk(mum.messenger.rebuild())
    mum.messenger.roomBook.reopen(victim.room.core.key)
    expect([rewriters(), marked()]).toEqual([[eve.account], ['다른 말']])
  })

  it('[SNAP-4] a message that is gone without a word marks its author, and is in what is kept', () => {
    const blocks = say(1, 2)
    victim.feed(...blocks)
    victim.feed(over([rawEntry(2)]))
    expect(textsOf(mum, room)).toEqual(['글 2'])
    expect(rewriters()).toEqual([eve.account])
    expect(blocks.map(onDisk)).toEqual([true, true])
  })

  it('[SNAP-4] nobody is marked while a block of his waits for its key: the edit may stand there', () => {
    const [first] = say(1)
    victim.feed(first!)
    const supersede: readonly Supersede[] = [{ device: hostile.device, ranges: [[1, 1]], last: first!.id }]
    victim.feed(hostile.feed(new Uint8Array(64), { epoch: idFromBytes('epoch', new Uint8Array(ID_BYTES.epoch)) }, new Uint8Array(32)))
    expect(victim.kept(hostile.device).map(({ state }) => state)).toEqual(['accepted', 'locked'])
    victim.feed(hostile.feed(hostile.snapshotPlain([hostile.entries([rawEntry(1, { b: '다른 말' })])], 1), { supersede }))
    expect(textsOf(mum, room)).toEqual(['다른 말'])
    expect([rewriters(), marked()]).toEqual([[], []])
  })

  it('[SNAP-4] an edit that says so marks nobody', () => {
    const [first] = say(1)
    victim.feed(first!)
    const id = seenBy(mum, room)[0]?.id ?? ''
    const edit = { t: [2_000_000, 0], i: saltOf(1), a: rawEntry(1)['t'], k: 'text', b: '고친 말' }
    victim.feed(hostile.feed(hostile.update([hostile.slot('a', id, edit)], 1)))
    victim.feed(hostile.feed(hostile.snapshotPlain([{ gc: 1 }, hostile.slot('a', id, edit)], 2), { supersede: overAll() }))
    expect(textsOf(mum, room)).toEqual(['고친 말'])
    expect([rewriters(), marked()]).toEqual([[], []])
  })

  it('[SNAP-4] the blocks that show it stay on disk, in no view and served to nobody, whatever snapshots follow', () => {
    const blocks = say(1, 2)
    victim.feed(...blocks)
    const lie = over([rawEntry(1, { b: '다른 말' }), rawEntry(2)])
    victim.feed(lie)
    expect([...blocks, lie].map(onDisk)).toEqual([true, false, true])
    expect(served()).toBe(1)
    const next = over([rawEntry(1, { b: '다른 말' }), rawEntry(2)])
    victim.feed(next)
    // One that lists its predecessor alone must not bring back what that had replaced.
    const last = hostile.feed(hostile.snapshotPlain([hostile.entries([rawEntry(1, { b: '다른 말' }), rawEntry(2)])], 2), {
      supersede: [{ device: hostile.device, ranges: [[4, 4]], last: next.id }],
    })
    victim.feed(last)
    expect([...blocks, lie, next, last].map(onDisk)).toEqual([true, false, true, false, true])
    expect(served()).toBe(1)
    expect(textsOf(mum, room)).toEqual(['다른 말', '글 2'])
    mum.messenger.roomBook.reopen(victim.room.core.key)
    expectOk(mum.messenger.rebuild())
    expect(textsOf(mum, room)).toEqual(['다른 말', '글 2'])
    expect([...blocks, lie].map(onDisk)).toEqual([true, false, true])
  })

  it('[SNAP-4] names so many messages of an account and no more', () => {
    let written = 0
    while (written <= RESOURCE.REWRITTEN_MESSAGES) {
      const numbers = Array.from({ length: MESSAGES_AT_ONCE }, (_, at) => written + at)
      const index = written / MESSAGES_AT_ONCE
      const block = hostile.feed(
        hostile.update(
          [
            hostile.entries(
              numbers.map((at) => rawEntry(at)),
              0,
              index,
            ),
          ],
          0,
          index,
        ),
        { index },
      )
      victim.feed(block)
      const changed = numbers.map((at) => rawEntry(at, { b: `다른 ${at}` }))
      const supersede = [{ device: hostile.device, ranges: [[block.header.seq, block.header.seq] as const], last: block.id }]
      victim.feed(hostile.feed(hostile.snapshotPlain([hostile.entries(changed, 0, index)], numbers.length, index), { supersede, index }))
      written += numbers.length
    }
    expect(seenBy(mum, room).every(({ text }) => text?.startsWith('다른'))).toBe(true)
    expect(marked()).toHaveLength(RESOURCE.REWRITTEN_MESSAGES)
  })

  it('[SNAP-4] keeps so many bytes of evidence of an account and no more, the first first', () => {
    const big = (number: number): Readonly<Record<string, unknown>> => rawEntry(number, { b: '가'.repeat(5000) })
    const values = (index: number): readonly unknown[] => [0, 1, 2, 3].map((at) => big(10 * index + at))
    const lies: Block[] = []
    const firsts: Block[] = []
    let bytes = 0
    for (let index = 0; bytes <= RESOURCE.EVIDENCE_BYTES + 2 ** 18; index++) {
      const first = hostile.feed(hostile.update([hostile.entries(values(index), 0, index)], 0, index), { index })
      const changed = [0, 1, 2, 3].map((at) => ({ ...big(10 * index + at), b: '나'.repeat(5000) }))
      const supersede = [{ device: hostile.device, ranges: [[first.header.seq, first.header.seq] as const], last: first.id }]
      const lie = hostile.feed(hostile.snapshotPlain([hostile.entries(changed, 0, index)], 4, index), { supersede, index })
      expect(victim.feed(first, lie)).toMatchObject({ done: 2 })
      firsts.push(first)
      lies.push(lie)
      bytes += sizeOf(first) + sizeOf(lie)
    }
    expect(onDisk(firsts[0]!)).toBe(true)
    expect(onDisk(firsts.at(-1)!)).toBe(false)
    const kept = [...firsts, ...lies].filter(({ id }) => victim.room.retained.isEvidence(id))
    const keptBytes = kept.reduce((sum, block) => sum + sizeOf(block), 0)
    expect(keptBytes).toBeLessThanOrEqual(RESOURCE.EVIDENCE_BYTES)
    expect(keptBytes + sizeOf(firsts[0]!)).toBeGreaterThan(RESOURCE.EVIDENCE_BYTES)
    expect(firsts.filter(onDisk).length).toBe(kept.filter((block) => firsts.includes(block)).length)
  })

  it('[SNAP-4] [SNAP-5] who meets the snapshot first shows the same words, and no mark', async () => {
    const { mum: other, room: elsewhere, hostile: liar, victim: newcomer } = await hostileScene({ isApart: true })
    const first = liar.feed(liar.update([liar.entries([rawEntry(1)])]))
    const supersede = [{ device: liar.device, ranges: [[1, 1] as const], last: first.id }]
    const lie = liar.feed(liar.snapshotPlain([liar.entries([rawEntry(1, { b: '다른 말' })])], 1), { supersede })
    newcomer.feed(lie, first)
    expect(seenBy(other, elsewhere).map(({ text, rewritten }) => [text, rewritten])).toEqual([['다른 말', false]])
  })
})

function sizeOf({ headerBytes, body }: Block): number {
  return headerBytes.length + body.length
}
