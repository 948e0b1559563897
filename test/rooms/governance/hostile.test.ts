/** Floods, deep graphs, junk and limits: a code or nothing happens, never a throw or an endless loop (GOV-1, GOV-10, GOV-12, P14). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'
import { type GovOp, decodeGovBody, decodeGovPlain, encodeGovBody, encodeGovPlain } from '../../../shared/rooms/governance/index.ts'
import { proofsFor } from '../../../shared/rooms/governance/proofs.ts'
import { settlementOf } from '../../../shared/rooms/governance/reduce.ts'
import { history, pick, randomFrom } from './attack.ts'
import { Story, admit, blockId, digest, epoch, limit, remove, title } from './story.ts'
import { type Person, crypto, person } from './town.ts'

const [mum, dad, kim] = [person('mum'), person('dad'), person('kim')]
const M = mum.devices[0]!
const D = dad.devices[0]!

describe('the set', () => {
  it('[GOV-1] an op waits until all its ancestors are here; duplicates change nothing', () => {
    const story = new Story(mum)
    story.admit(dad)
    story.write(D, [{ type: 'leave' }])
    const grown = story.grown([])
    const [root, second, third] = story.ops as [GovOp, GovOp, GovOp]
    expect(grown.add(third)).toEqual({ status: 'waiting' })
    expect(grown.add(second)).toEqual({ status: 'waiting' })
    expect(grown.missing()).toEqual([root.id])
    expect(grown.add(root)).toEqual({ status: 'applied', duplicate: false })
    expect(grown.missing()).toEqual([])
    expect(grown.add(third)).toEqual({ status: 'applied', duplicate: true })
    expect(digest(grown.state)).toBe(digest(story.state()))
    expect(grown.heads).toEqual([third.id])
  })

  it(`[GOV-1] at most ${RESOURCE.WAITING_GOV_OPS} ops wait; one more is refused and lost to nobody`, () => {
    const story = new Story(mum)
    const late = story.write(M, [title('late')])
    const grown = story.grown([story.ops[0]!])
    for (let n = 0; n < RESOURCE.WAITING_GOV_OPS; n++) expect(grown.add(story.write(M, [title('x')])).status).toBe('waiting')
    const over = story.write(M, [title('over')])
    expect(grown.add(over)).toEqual({ status: 'refused', code: 'QUOTA' })
    grown.add(late)
    expect(grown.add(over)).toEqual({ status: 'applied', duplicate: false })
    expect(grown.state.settings.get('title')).toBe('over')
  })

  it(`[GOV-12] seq ${INTRINSIC.GOV_OPS_PER_DEVICE} passes, the next does not; nor do 17 parents, 17 actions or absurd numbers`, () => {
    const story = new Story(mum)
    for (let seq = 2; seq <= INTRINSIC.GOV_OPS_PER_DEVICE; seq++) story.write(M, [title(`${seq}`)], { sees: [] })
    const grown = story.grown()
    expect(grown.state.settings.get('title')).toBe(`${INTRINSIC.GOV_OPS_PER_DEVICE}`)
    expect(grown.reductions).toBe(0)
    expect(grown.add(story.write(M, [title('over')], { sees: [] }))).toEqual({ status: 'refused', code: 'OUT_OF_RANGE' })
    const [root] = story.ops as [GovOp]
    const fresh = { ...root, device: D.id, seq: 1, prev: undefined, id: blockId('abcdef12') }
    for (const bad of [
      { parents: Array(17).fill(root.id) },
      { actions: Array(17).fill(root.actions[0]) },
      { actions: [] },
      { t: Number.NaN },
      { seq: 0.5 },
      { seq: 2 ** 53 },
    ])
      expect(grown.add({ ...fresh, ...bad })).toEqual({ status: 'refused', code: 'OUT_OF_RANGE' })
    expect(grown.add({ ...fresh, seq: 2 })).toEqual({ status: 'refused', code: 'BAD_CHAIN' })
    expect(grown.add({ ...fresh, seq: 2, prev: root.id, actions: [admit(dad)] })).toEqual({ status: 'refused', code: 'BAD_CHAIN' })
  })

  it('[GOV-12] a device nobody introduced is refused, and so is what waited for it', () => {
    const story = new Story(mum)
    const stranger = story.write(D, [title('x')])
    const child = story.write(D, [title('y')])
    const grown = story.grown([child])
    grown.add(story.ops[0]!)
    expect(grown.add(stranger)).toEqual({ status: 'refused', code: 'NOT_LIVE' })
    expect(grown.missing()).toEqual([])
    expect(digest(story.state())).toBe(digest(story.state(story.ops.slice(0, 1))))
  })

  it('[GOV-1] ops that name each other as parents are never placed and end nothing', () => {
    const story = new Story(mum)
    const [a, b] = [blockId('a1'), blockId('b1')]
    const loop = [
      { ...story.ops[0]!, id: a, parents: [b], seq: 1 },
      { ...story.ops[0]!, id: b, parents: [a], seq: 1 },
    ]
    expect(story.state([...story.ops, ...loop]).events.length).toBe(1)
  })

  it('[GOV-12] 200 members, no more', () => {
    const story = new Story(mum)
    const crowd = Array.from({ length: INTRINSIC.ROOM_MEMBERS }, (_, n): Person => person(`crowd ${n}`))
    for (const who of crowd) story.write(M, [{ type: 'admit', account: who.account, certificates: [who.devices[0]!.certificate], role: 2 }])
    const state = story.state()
    expect(state.members.size).toBe(INTRINSIC.ROOM_MEMBERS)
    expect(state.voided).toMatchObject([{ code: 'FULL' }])
  })
})

describe('cost', () => {
  it('[GOV-9] [GOV-10] 10,000 ops of 100 accounts, always concurrent, settle in few rounds', () => {
    const random = randomFrom(7)
    const story = new Story(mum)
    const crowd = Array.from({ length: 99 }, (_, n): Person => person(`crowd ${n}`))
    for (const [n, who] of crowd.entries()) {
      story.write(M, [{ type: 'admit', account: who.account, certificates: [who.devices[0]!.certificate], role: n < 10 ? 3 : 2 }], {
        sees: [],
      })
    }
    let seen: readonly GovOp[] = [story.ops.at(-1)!]
    while (story.ops.length < 10_000) {
      const writers = Array.from({ length: 8 }, () => pick(random, crowd))
      const next = [...new Set(writers)].map((who) => {
        const act =
          random(60) === 0 ? remove(pick(random, crowd)) : random(60) === 0 ? limit(pick(random, crowd), 2) : title(`${random(9)}`)
        return story.write(who.devices[0]!, [act], { sees: seen })
      })
      seen = next
    }
    const started = performance.now()
    const { rounds, decided } = settlementOf(story.roomId, story.ops, proofsFor({ crypto }))
    const ms = Math.round(performance.now() - started)
    console.log(`${story.ops.length} ops: ${rounds} rounds, ${decided.size} decisions, ${ms} ms`)
    expect(rounds).toBeLessThanOrEqual(3 * decided.size + 40)
  })

  it('[GOV-10] [P3] a flood of void removals costs a few walks and lets nobody undo a rightful one', () => {
    const story = new Story(mum)
    story.admit(dad, 4)
    story.admit(kim, 2)
    const early = story.heads()
    story.write(M, [limit(mum, 2)])
    story.write(D, [remove(mum, new Map([[M.id, [9, 9]]]))])
    for (let n = 0; n < 100; n++) {
      const actions = Array.from({ length: INTRINSIC.GOV_ACTIONS }, (_, at) => remove(at % 2 === 0 ? mum : dad))
      story.write(kim.devices[0]!, actions, { sees: n === 0 ? early : [] })
    }
    story.write(mum.devices[1]!, [{ type: 'leave' }], { sees: early, id: blockId('2') })
    const { round, rounds } = settlementOf(story.roomId, story.ops, proofsFor({ crypto }))
    expect([...round.state.members.keys()]).toEqual([dad.account, kim.account])
    expect(rounds).toBeLessThanOrEqual(10)
  })

  it('[GOV-10] without concurrency nothing is ever worked out anew', () => {
    const story = new Story(mum)
    story.admit(dad, 3)
    for (let n = 0; n < 50; n++) story.write(n % 2 === 0 ? M : D, [title(`${n}`)])
    story.write(M, [limit(dad, 2, new Map([[D.id, [25, 0]]]))])
    story.write(M, [remove(dad, new Map([[D.id, [25, 0]]]))])
    const grown = story.grown()
    expect(digest(grown.state)).toBe(digest(story.state()))
    expect(grown.reductions).toBe(0)
  })
})

describe('bytes', () => {
  const grants = {
    epoch: epoch('one', 1).id,
    ephemeral: new Uint8Array(32),
    boxes: [[new Uint8Array(8), new Uint8Array(48)]] as const,
    n: 1,
  }

  it('[ENC-1] every action of random histories comes back as it was', () => {
    for (let seed = 1; seed <= 40; seed++) {
      for (const { parents, t, actions } of history(seed, 20).story.ops) {
        const plain = { pepper: new Uint8Array(16), parents, t, actions }
        const read = decodeGovPlain(encodeGovPlain(plain))
        expect(read).toEqual({ ok: true, value: plain })
      }
    }
    const body = { sealed: new Uint8Array(9), grants: [grants], pastGov: new Uint8Array(3) }
    expect(decodeGovBody(encodeGovBody(body))).toEqual({ ok: true, value: body })
  })

  it('[P4] junk and damaged bytes give a code', () => {
    const good = encodeGovPlain({ pepper: new Uint8Array(16), parents: [], t: 1, actions: new Story(mum).ops[0]!.actions })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(good.length - 1), fc.nat(255), (junk, at, byte) => {
        const damaged = good.slice()
        damaged[at] = byte
        for (const bytes of [junk, damaged, good.slice(0, at)]) {
          for (const read of [decodeGovPlain(bytes), decodeGovBody(bytes)])
            expect(read.ok || /^(MALFORMED|UNSUPPORTED)$/.test(read.code)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('[ENC-6] an action or critical key of a later version is kept and void', () => {
    const plain = { pepper: new Uint8Array(16), parents: [], t: 1, actions: [{ type: 'unsupported', tag: 200, content: [1, 2] } as const] }
    expect(decodeGovPlain(encodeGovPlain(plain))).toEqual({ ok: true, value: plain })
  })

  it('[GOV-12] a body above 64 KiB is refused', () => {
    expect(decodeGovBody(encodeGovBody({ sealed: new Uint8Array(INTRINSIC.GOV_BODY_BYTES - 16) })).ok).toBe(true)
    expect(decodeGovBody(encodeGovBody({ sealed: new Uint8Array(INTRINSIC.GOV_BODY_BYTES) })).ok).toBe(false)
  })
})
