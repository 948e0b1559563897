/** Who may do what to whom, and what happens when two acts meet (GOV-2…5, GOV-11). */
import { describe, expect, it } from 'vitest'
import { INTRINSIC } from '../../../shared/limits.ts'
import { ROOT, Story, admit, blockId, invite, limit, membersOf, raise, remove, title } from './story.ts'
import { invitation, knock, person } from './town.ts'

const [mum, dad, kim, lee] = [person('mum'), person('dad'), person('kim'), person('lee')]
const all = [mum, dad, kim, lee]
const M = mum.devices[0]!
const D = dad.devices[0]!
const K = kim.devices[0]!
const L = lee.devices[0]!

/** Mum owns, the others have the roles given. */
function room(...roles: readonly (0 | 1 | 2 | 3 | 4)[]): Story {
  const story = new Story(mum)
  for (const [at, role] of roles.entries()) story.admit(all[at + 1]!, role)
  return story
}

describe('who may', () => {
  it('[GOV-2] the founder owns the room and names its root', () => {
    const state = new Story(mum).state()
    expect(membersOf(state, all)).toEqual({ mum: 4 })
    expect(state.root).toBe(ROOT)
    expect([...state.devices.values()].map(({ live }) => live)).toEqual([true, true, true])
  })

  it('[GOV-2] a create by somebody else than the room id says founds nothing', () => {
    const story = new Story(mum)
    const other = new Story(dad)
    expect(story.state(other.ops).root).toBeUndefined()
  })

  it.each([
    ['member', 2, 'remove', remove(kim)],
    ['member', 2, 'set', title('x')],
    ['member', 2, 'raise', raise(kim, 3)],
    ['member', 2, 'limit', limit(kim, 0)],
    ['member', 2, 'hide', { type: 'hide', messages: [], hidden: true }],
    ['member', 2, 'carrier', { type: 'carrier', device: K.id, on: true }],
    ['member', 2, 'admit directly', admit(lee)],
    ['admin', 3, 'upgrade', { type: 'upgrade', features: [1] }],
    ['admin', 3, 'raise to admin', raise(kim, 3)],
    ['admin', 3, 'admit an admin', admit(lee, 3)],
    ['guest', 1, 'invite', invite(invitation('a'))],
    ['reader', 0, 'invite', invite(invitation('a'))],
  ] as const)('[GOV-2] a %s (%i) may not %s', (_name, role, _what, action) => {
    const story = room(role, 2)
    const before = membersOf(story.state(), all)
    const op = story.write(D, [action])
    const state = story.state()
    expect(state.voided).toMatchObject([{ op: op.id, code: 'FORBIDDEN' }])
    expect(membersOf(state, all)).toEqual(before)
  })

  it('[GOV-15] a guest may bring a device of his own and leave, and nothing else', () => {
    const story = room(1)
    story.write(D, [
      { type: 'device', certificates: [dad.devices[3]!.certificate], from: 1 },
      { type: 'drop', device: D.id },
      { type: 'leave' },
    ])
    const state = story.state()
    expect(state.voided.map(({ kind }) => kind)).toEqual(['drop'])
    expect(state.gone.get(dad.account)?.why).toBe('left')
  })

  it('[GOV-3] a freshly made admin cannot behead the room', () => {
    const story = room(3, 2)
    story.write(M, [raise(kim, 3)])
    story.write(K, [remove(dad), remove(mum), limit(dad, 2)])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 3, kim: 3 })
    expect(story.state().voided.map(({ code }) => code)).toEqual(['OUTRANKED', 'OUTRANKED', 'OUTRANKED'])
  })

  it('[GOV-3] a self-promotion counts for nothing', () => {
    const story = room(3, 2)
    story.write(D, [raise(dad, 4)])
    story.write(K, [raise(kim, 4), raise(kim, 3)])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 3, kim: 2 })
  })
})

describe('races', () => {
  it('[GOV-3] of two admins who remove each other only the earlier one’s act is legal', () => {
    const story = room(3, 3)
    const sees = story.heads()
    story.write(D, [remove(kim)], { sees })
    story.write(K, [remove(dad)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 3 })
  })

  it('[GOV-3] the same when the junior’s act comes first in the order', () => {
    const story = room(3, 3)
    const sees = story.heads()
    story.write(K, [remove(dad)], { sees })
    story.write(D, [remove(kim)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 3 })
  })

  it('[GOV-4] an owner’s promotion beats an admin’s concurrent removal', () => {
    const story = room(3, 2)
    const sees = story.heads()
    story.write(M, [raise(kim, 3)], { sees })
    story.write(D, [remove(kim)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 3, kim: 3 })
  })

  it('[GOV-4] at equal level removal beats promotion, whichever comes first', () => {
    for (const removesFirst of [true, false]) {
      const story = room(3, 3, 1)
      const sees = story.heads()
      const acts = [() => story.write(D, [remove(lee)], { sees }), () => story.write(K, [raise(lee, 2)], { sees })]
      for (const act of removesFirst ? acts : acts.toReversed()) act()
      expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 3, kim: 3 })
    }
  })

  it('[GOV-4] who has seen the removal may undo it', () => {
    const story = room(3, 3, 1)
    story.write(D, [remove(lee)])
    story.write(K, [raise(lee, 2)])
    const state = story.state()
    expect(membersOf(state, all)).toEqual({ mum: 4, dad: 3, kim: 3, lee: 2 })
    expect(state.barred.size).toBe(0)
  })

  it('[GOV-4] pretending not to have seen a promotion does not help', () => {
    const story = room(3, 2)
    const sees = story.heads()
    story.write(M, [raise(kim, 3)], { sees })
    story.write(M, [title('later')])
    story.write(D, [limit(kim, 0)], { sees })
    expect(membersOf(story.state(), all).kim).toBe(3)
  })

  it('[GOV-5] backdated and concurrent acts beyond the cut are void, those within it stand', () => {
    const story = room(3, 2)
    const sees = story.heads()
    story.write(D, [title('kept')])
    story.write(M, [remove(dad, new Map([[D.id, [1, 7]]]))])
    const beyond = story.write(D, [title('beyond'), remove(kim)], { sees, id: blockId('2') })
    const state = story.state()
    expect(state.settings.get('title')).toBe('kept')
    expect(membersOf(state, all)).toEqual({ mum: 4, kim: 2 })
    expect(state.voided.filter(({ op }) => op === beyond.id).map(({ code, beatenBy }) => [code, beatenBy?.index])).toEqual([
      ['CUT', 0],
      ['CUT', 0],
    ])
  })

  it('[GOV-5] a silent device cannot strike from the past', () => {
    const story = room(3, 2)
    const sees = story.heads()
    story.write(M, [remove(dad, new Map([[D.id, [9, 9]]]))])
    story.write(dad.devices[1]!, [remove(kim)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, kim: 2 })
  })

  it('[GOV-5] a limit lets acts beyond its cut stand at the new level only', () => {
    const story = room(3, 2)
    const sees = story.heads()
    story.write(M, [limit(dad, 2)])
    const late = story.write(D, [title('no'), invite(invitation('a'))], { sees, id: blockId('2') })
    const state = story.state()
    expect(state.settings.get('title')).toBeUndefined()
    expect(state.invites.size).toBe(1)
    expect(state.voided).toMatchObject([{ op: late.id, index: 0, code: 'CUT' }])
  })

  it('[GOV-8] leaving first does not dodge a removal and its cuts', () => {
    const story = room(3, 2)
    const sees = story.heads()
    story.write(D, [remove(kim), { type: 'leave' }], { sees })
    story.write(M, [remove(dad)], { sees })
    const state = story.state()
    expect(membersOf(state, all)).toEqual({ mum: 4, kim: 2 })
    expect(state.gone.get(dad.account)?.why).toBe('removed')
    expect(state.barred.has(dad.account)).toBe(true)
  })

  it('[GOV-8] lowering oneself first does not dodge a limit', () => {
    const story = room(3, 2)
    const sees = story.heads()
    story.write(D, [remove(kim), limit(dad, 0)], { sees })
    story.write(M, [limit(dad, 0)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 0, kim: 2 })
  })

  it('[GOV-8] a room never dies with its owner: the highest rank follows', () => {
    const story = room(2, 3)
    story.write(M, [{ type: 'leave' }])
    expect(membersOf(story.state(), all)).toEqual({ dad: 2, kim: 4 })
    story.write(K, [{ type: 'leave' }])
    expect(membersOf(story.state(), all)).toEqual({ dad: 4 })
  })

  it('[GOV-8] who left is not brought back by somebody who did not know', () => {
    const story = room(1)
    const sees = story.heads()
    story.write(D, [{ type: 'leave' }], { sees })
    story.write(M, [title('x')], { sees })
    story.write(M, [raise(dad, 2)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4 })
    story.write(M, [raise(dad, 2)])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2 })
  })

  it('[GOV-11] ownership handed to two people at once: the first in order holds', () => {
    const story = room(2, 2)
    const sees = story.heads()
    story.write(M, [raise(dad, 4), limit(mum, 2)], { sees })
    story.write(mum.devices[1]!, [raise(kim, 4), limit(mum, 2)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 2, dad: 4, kim: 2 })
  })

  it('[GOV-11] settings: the last in order holds', () => {
    const story = room(3)
    const sees = story.heads()
    story.write(M, [title('one')], { sees })
    story.write(D, [title('two')], { sees })
    expect(story.state().settings.get('title')).toBe('two')
  })

  it('[GOV-8] nothing cuts the act that made the room', () => {
    const story = room(4)
    story.write(M, [limit(mum, 2)])
    story.write(D, [remove(mum)])
    expect(membersOf(story.state(), all)).toEqual({ dad: 4 })
  })
})

describe('invitations', () => {
  const keys = invitation('a')
  const enter = (joiner = L) =>
    ({
      type: 'admit',
      account: joiner.owner.account,
      certificates: [joiner.certificate],
      role: 2,
      knock: knock(ROOT, keys, joiner),
    }) as const

  it('[GOV-13] any member admits who knocks, with the invite’s role whatever the admitter says', () => {
    const story = room(2)
    story.write(M, [invite(keys, { role: 1 })])
    story.write(D, [{ ...enter(), role: 4 }])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2, lee: 1 })
  })

  it('[GOV-13] one knock admits once, also after leaving', () => {
    const story = room(2)
    story.write(M, [invite(keys)])
    story.write(D, [enter()])
    story.write(L, [{ type: 'leave' }])
    story.write(D, [enter()])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2 })
    expect(story.state().voided).toMatchObject([{ code: 'USED' }])
  })

  it('[GOV-13] a knock cannot be invented, aimed at another account or at another room', () => {
    const story = room(2)
    story.write(M, [invite(keys)])
    const real = knock(ROOT, keys, L)
    story.write(D, [{ ...enter(), knock: { ...real, inviteSignature: real.deviceSignature } }])
    story.write(D, [{ ...enter(), account: kim.account, certificates: [K.certificate] }])
    story.write(D, [{ ...enter(), knock: knock(story.ops[1]!.id, keys, L) }])
    story.write(D, [{ ...enter(), knock: { ...real, account: kim.account }, account: kim.account, certificates: [K.certificate] }])
    const state = story.state()
    expect(membersOf(state, all)).toEqual({ mum: 4, dad: 2 })
    expect(state.voided.map(({ code }) => code)).toEqual(['BAD_PROOF', 'BAD_PROOF', 'BAD_PROOF', 'BAD_PROOF'])
  })

  it('[GOV-13] a barred account is never let in by an invite', () => {
    const story = room(2)
    story.admit(lee)
    story.write(M, [invite(keys), remove(lee)])
    story.write(D, [enter()])
    expect(story.state().voided).toMatchObject([{ code: 'BARRED' }])
  })

  it('[GOV-13] `ask` and a closed door leave admission to admins', () => {
    for (const actions of [[invite(keys, { ask: true })], [invite(keys), { type: 'set', key: 'door', value: 'ask' } as const]]) {
      const story = room(2)
      story.write(M, actions)
      story.write(D, [enter()])
      expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2 })
      story.write(M, [enter()])
      expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2, lee: 2 })
    }
  })

  it('[P14] an invite runs for thirty days from the op that makes it, and no longer', () => {
    for (const over of [0, 1]) {
      const story = room(2)
      story.write(M, [invite(keys, { expires: 2_000_000 + INTRINSIC.INVITE_TERM_MS + over })], { t: 2_000_000 })
      expect(story.state().voided.map(({ code }) => code)).toEqual(over === 0 ? [] : ['OUT_OF_RANGE'])
    }
  })

  it('[GOV-13] an invite ends at its term by the op’s own time', () => {
    const story = room(2)
    const expires = 2_000_000
    story.write(M, [invite(keys, { expires })])
    story.write(D, [enter()], { t: expires + 1 })
    expect(story.state().voided).toMatchObject([{ code: 'EXPIRED' }])
    story.write(D, [enter()], { t: expires })
    expect(membersOf(story.state(), all).lee).toBe(2)
  })

  it('[GOV-11] revoked by an admin while somebody joins elsewhere: the join is void unless kept', () => {
    for (const isKept of [false, true]) {
      const story = room(2)
      story.write(M, [invite(keys)])
      const sees = story.heads()
      const join = story.write(D, [enter()], { sees })
      story.write(M, [{ type: 'uninvite', invite: keys.invite, keep: isKept ? [join.id] : [] }], { sees })
      expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2, ...(isKept && { lee: 2 }) })
    }
  })

  it('[GOV-11] revoked by its author: who is in stays, nobody comes after', () => {
    const story = room(2)
    story.write(D, [invite(keys)])
    story.write(D, [enter()])
    story.write(D, [{ type: 'uninvite', invite: keys.invite, keep: [] }])
    story.write(D, [enter(K)])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2, lee: 2 })
  })

  it('[GOV-3] a junior admin throws nobody senior out by revoking the invite he came by', () => {
    const story = room(2)
    story.write(M, [invite(keys)])
    story.write(D, [enter()])
    story.write(M, [raise(lee, 3), raise(dad, 3)])
    story.write(L, [title('x')])
    story.write(M, [admit(kim, 3)])
    story.write(K, [{ type: 'uninvite', invite: keys.invite, keep: [] }])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 3, kim: 3, lee: 3 })
  })

  it('[GOV-11] more joins than allowed after a merge: the first in order stay', () => {
    const story = room(2)
    story.write(M, [invite(keys, { max: 1 })])
    const sees = story.heads()
    story.write(D, [enter()], { sees })
    story.write(M, [enter(K)], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2, lee: 2 })
  })
})
