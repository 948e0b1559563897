/** Kinds of room, settings, epochs, and what an honest client asks before it writes (GOV-2, GOV-14, GOV-18, KEY-3…6). */
import { describe, expect, it } from 'vitest'
import { type Action, cleanEpoch, currentCuts, epochHeads, historyOf, liveDevices, mayDo } from '../../../shared/rooms/governance/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { Story, admit, epoch, invite, limit, membersOf, raise, remove, title } from './story.ts'
import { invitation, person } from './town.ts'

const [mum, dad, kim] = [person('mum'), person('dad'), person('kim')]
const all = [mum, dad, kim]
const M = mum.devices[0]!
const D = dad.devices[0]!
const prefix = (...devices: readonly { id: string }[]): string[] => devices.map(({ id }) => id.slice(0, 16))

describe('kinds', () => {
  it('[GOV-2] a direct room has its two owners from the start, and nobody is let in, raised, limited or removed', () => {
    const story = new Story(mum, { kind: 'direct', extra: [admit(dad, 4)] })
    for (const action of [admit(kim), raise(dad, 4), limit(dad, 0), limit(mum, 0), remove(dad), invite(invitation('a'))])
      story.write(M, [action])
    const state = story.state()
    expect(membersOf(state, all)).toEqual({ mum: 4, dad: 4 })
    expect(state.voided.map(({ code }) => code)).toEqual(Array(6).fill('FORBIDDEN'))
    story.write(D, [title('us'), { type: 'leave' }])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4 })
  })

  it('[GOV-2] a direct room takes one other, as owner, in the op that makes it', () => {
    const story = new Story(mum, { kind: 'direct', extra: [admit(dad, 2), admit(dad, 4), admit(kim, 4)] })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 4 })
  })

  it('[GOV-18] the self room has one account, for ever', () => {
    const story = new Story(mum, { kind: 'self', extra: [admit(dad, 4)] })
    story.write(M, [{ type: 'leave' }])
    story.write(M, [admit(dad)])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4 })
  })

  it('[ENC-6] an unknown action is void, an unknown feature makes the room read-only', () => {
    const story = new Story(mum)
    story.write(M, [{ type: 'unsupported', tag: 77, content: 1 }, title('x')])
    expect(story.state()).toMatchObject({ needsUpdate: false, voided: [{ code: 'UNSUPPORTED' }] })
    story.write(M, [{ type: 'upgrade', features: [1] }])
    const state = story.state()
    expect(state.needsUpdate).toBe(true)
    expect(mayDo(state, mum.account, M.id, title('y'))).toBe('UNSUPPORTED')
  })
})

describe('settings', () => {
  it.each([
    ['title', 'x'.repeat(INTRINSIC.TITLE_CHARACTERS), true],
    ['title', 'x'.repeat(INTRINSIC.TITLE_CHARACTERS + 1), false],
    ['title', 7, false],
    ['history', 'all', true],
    ['history', 'some', false],
    ['door', 'ask', true],
    ['door', true, false],
    ['inviters', 3, true],
    ['inviters', 1, false],
    ['description', 'x'.repeat(INTRINSIC.DESCRIPTION_CHARACTERS + 1), false],
    ['later.version', [1, 'kept'], true],
    ['', 1, false],
    ['k'.repeat(INTRINSIC.SETTING_KEY_CHARACTERS + 1), 1, false],
  ] as const)('[GOV-2] %s = %j: %s', (key, value, isLegal) => {
    const story = new Story(mum)
    story.write(M, [{ type: 'set', key, value }])
    expect(story.state().settings.has(key)).toBe(isLegal)
  })

  it('[GOV-14] newcomers see from the current epoch on, unless set', () => {
    const story = new Story(mum)
    expect(historyOf(story.state().settings)).toBe('epoch')
    story.write(M, [{ type: 'set', key: 'history', value: 'none' }])
    expect(historyOf(story.state().settings)).toBe('none')
  })

  it('[GOV-2] inviters limits who makes invites', () => {
    const story = new Story(mum)
    story.admit(dad)
    expect(mayDo(story.state(), dad.account, D.id, invite(invitation('a')))).toBeUndefined()
    story.write(M, [{ type: 'set', key: 'inviters', value: 3 }])
    expect(mayDo(story.state(), dad.account, D.id, invite(invitation('a')))).toBe('FORBIDDEN')
  })
})

describe('epochs', () => {
  const one = epoch('one', 1)
  const two = epoch('two', 2, [one.id])
  const holders = (story: Story, ...names: string[]): unknown =>
    names.map((name) => story.state().epochs.find(({ id }) => id === epoch(name, 1).id)?.holders.size)

  it('[KEY-3] an epoch is clean while all its holders are live; a removal leaves none until somebody makes one', () => {
    const story = new Story(mum)
    story.admit(dad)
    story.write(M, [one], { grants: [{ epoch: one.id, devices: prefix(M, D) }] })
    expect(cleanEpoch(story.state())?.id).toBe(one.id)
    story.write(M, [remove(dad)])
    expect(cleanEpoch(story.state())).toBeUndefined()
    story.write(M, [two], { grants: [{ epoch: two.id, devices: prefix(M) }] })
    expect(cleanEpoch(story.state())?.id).toBe(two.id)
    expect(epochHeads(story.state()).map(({ id }) => id)).toEqual([two.id])
    expect(holders(story, 'one', 'two')).toEqual([2, 1])
  })

  it('[KEY-3] later grants count, to strangers too, and those of who is out do not', () => {
    const story = new Story(mum)
    story.admit(dad)
    story.write(M, [one], { grants: [{ epoch: one.id, devices: prefix(M) }] })
    story.write(D, [title('x')], { grants: [{ epoch: one.id, devices: prefix(D) }] })
    expect(cleanEpoch(story.state())?.holders.size).toBe(2)
    story.write(M, [remove(dad, new Map([[D.id, [1, 1]]])), two], { grants: [{ epoch: two.id, devices: prefix(M) }] })
    story.write(D, [title('y')], { grants: [{ epoch: two.id, devices: prefix(D) }], sees: story.ops.slice(0, 2) })
    expect(cleanEpoch(story.state())?.id).toBe(two.id)
    story.write(M, [title('z')], { grants: [{ epoch: two.id, devices: ['ffffffffffffffff'] }] })
    expect(cleanEpoch(story.state())).toBeUndefined()
  })

  it('[KEY-5] an op that only hands over keys counts, and so does what its device does next', () => {
    const story = new Story(mum)
    story.admit(dad)
    story.write(M, [one], { grants: [{ epoch: one.id, devices: prefix(M) }] })
    story.write(D, [], { grants: [{ epoch: one.id, devices: prefix(D) }] })
    story.write(M, [title('after')])
    expect(story.state().settings.get('title')).toBe('after')
    expect(cleanEpoch(story.state())?.holders.size).toBe(2)
  })

  it('[KEY-4] the number is fixed by what an epoch follows, and the id by its commitment', () => {
    const story = new Story(mum)
    story.write(M, [
      { ...one, n: 2 ** 53 - 1 },
      { ...one, n: 0 },
      { ...one, id: two.id },
      { ...two, prevs: [two.id] },
      { ...one, n: 2 },
    ])
    expect(story.state().epochs).toEqual([])
    story.write(M, [one, two, one])
    expect(story.state().epochs.map(({ n }) => n)).toEqual([1, 2])
  })

  it('[KEY-6] concurrent epochs both stay, the highest (n, id) is written in, a voided one only serves reading', () => {
    const story = new Story(mum)
    story.admit(dad)
    const sees = story.heads()
    story.write(M, [one], { sees, grants: [{ epoch: one.id, devices: prefix(M) }] })
    const other = epoch('other', 1)
    story.write(D, [other], { sees, grants: [{ epoch: other.id, devices: prefix(D) }] })
    expect(cleanEpoch(story.state())?.id).toBe([one.id, other.id].toSorted()[1])
    expect(epochHeads(story.state()).length).toBe(2)
    story.write(M, [remove(dad)], { sees: [story.ops[2]!] })
    expect(story.state().epochs.map(({ voided }) => voided)).toEqual([false, true])
    expect(cleanEpoch(story.state())?.id).toBe(one.id)
    expect(cleanEpoch(story.state(), (id) => id !== one.id)).toBeUndefined()
  })
})

describe('what a client asks first', () => {
  const story = new Story(mum)
  story.admit(dad)
  const state = story.state()
  const cases: readonly (readonly [string, Action, string | undefined])[] = [
    ['leave', { type: 'leave' }, undefined],
    ['remove', remove(mum), 'FORBIDDEN'],
    ['set', title('x'), 'FORBIDDEN'],
    ['vouch', { type: 'vouch', device: D.id }, 'DUPLICATE'],
    ['uninvite', { type: 'uninvite', invite: invitation('a').invite, keep: [] }, 'NO_INVITE'],
  ]
  it.each(cases)('[GOV-2] may a member %s', (_name, action, code) => expect(mayDo(state, dad.account, D.id, action)).toBe(code))

  it('[GOV-2] who is not in the room, or with a device that is not, may nothing', () => {
    expect(mayDo(state, kim.account, kim.devices[0]!.id, { type: 'leave' })).toBe('NOT_MEMBER')
    expect(mayDo(state, dad.account, dad.devices[3]!.id, { type: 'leave' })).toBe('NOT_MEMBER')
    expect(mayDo(state, dad.account, M.id, { type: 'leave' })).toBe('NOT_MEMBER')
  })

  it('[GOV-5] default cuts are the heads at hand', () => {
    expect([...currentCuts(state, dad.account, (device) => (device === D.id ? [2, 9] : undefined))]).toEqual([[D.id, [2, 9]]])
    expect(liveDevices(state).length).toBe(6)
  })
})
