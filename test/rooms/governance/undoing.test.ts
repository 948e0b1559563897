/** Whom nobody undoes: what a removed, limited or dropped target tries from the past, case by case (P3, GOV-5, GOV-7). */
import { describe, expect, it } from 'vitest'
import type { Action } from '../../../shared/rooms/governance/index.ts'
import { Story, blockId, digest, epoch, limit, membersOf, raise, remove, title } from './story.ts'
import { type Device, certifiedBy, deviceOf, person, prefixOf, revoke } from './town.ts'

const [mum, dad, kim] = [person('mum'), person('dad'), person('kim')]
const all = [mum, dad, kim]
const [M, M1] = mum.devices as [Device, Device]
const [D, D1, , D3] = dad.devices as [Device, Device, Device, Device]
const K = kim.devices[0]!

function room(dads: 0 | 1 | 2 | 3 | 4, kims: 0 | 1 | 2 | 3 | 4): Story {
  const story = new Story(mum)
  story.admit(dad, dads)
  story.admit(kim, kims)
  return story
}

/** What of a state others than mum can tell. */
function shown(story: Story): object {
  const { settings, invites, barred } = story.state()
  return {
    members: membersOf(story.state(), [dad, kim]),
    settings: [...settings],
    invites: [...invites.keys()],
    barred: [...barred.keys()],
  }
}

describe('who gave his remover the rank', () => {
  /** Mum makes dad an owner, steps down, and is removed by him. */
  function handedOver(): { readonly story: Story; readonly early: ReturnType<Story['heads']> } {
    const story = room(4, 2)
    const early = story.heads()
    story.write(M, [limit(mum, 2)])
    story.write(D, [remove(mum, new Map([[M.id, [9, 9]]]))])
    return { story, early }
  }

  it.each<readonly [string, readonly Action[]]>([
    ['leave', [{ type: 'leave' }]],
    ['step down', [limit(mum, 0)]],
    ['limit him', [limit(dad, 0)]],
    ['remove others', [remove(kim)]],
    ['drop the device that gave it', [{ type: 'drop', device: M.id, cut: [1, 0] }]],
    ['do all of it', [remove(kim), limit(dad, 0), { type: 'drop', device: M.id, cut: [1, 0] }, { type: 'leave' }]],
  ])('[P3] cannot %s from before', (_name, actions) => {
    const { story, early } = handedOver()
    const before = shown(story)
    story.write(M1, actions, { sees: early, id: blockId('2') })
    expect(shown(story)).toEqual(before)
    expect(membersOf(story.state(), all)).toEqual({ dad: 4, kim: 2 })
  })

  it('[P3] nor may he behind a void removal that hits everybody', () => {
    const { story, early } = handedOver()
    story.write(K, [remove(dad), remove(mum)], { sees: early })
    const before = shown(story)
    story.write(M1, [{ type: 'leave' }], { sees: early, id: blockId('2') })
    expect(shown(story)).toEqual(before)
  })

  it('[GOV-7] gets back by words what a thief gave an accomplice', () => {
    const story = room(2, 2)
    const early = story.heads()
    const [cut] = [story.ops.length]
    story.write(M, [raise(dad, 4), limit(mum, 0), { type: 'drop', device: M1.id, cut: [0, 0] }])
    story.write(D, [remove(mum, new Map([[M.id, [9, 9]]])), remove(kim)])
    story.write(M1, [{ type: 'drop', device: M.id, cut: [cut, 9], revocation: revoke(M, M1) }], { sees: early })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2, kim: 2 })
  })
})

describe('who was limited', () => {
  it.each<readonly [string, readonly Action[]]>([
    ['leaving', [{ type: 'leave' }]],
    ['a step down', [limit(mum, 1)]],
    ['a drop', [{ type: 'drop', device: M.id }]],
  ])('[P3] undoes nothing by %s from before', (_name, actions) => {
    const story = room(4, 2)
    const early = story.heads()
    story.write(M, [title('kept'), limit(mum, 3)])
    story.write(D, [limit(mum, 0, new Map([[M.id, [9, 9]]]))])
    const before = shown(story)
    story.write(M1, actions, { sees: early, id: blockId('2') })
    expect(shown(story)).toEqual(before)
    expect(membersOf(story.state(), all)).toEqual({ mum: 0, dad: 4, kim: 2 })
  })

  it('[P3] cannot vouch from before for a device whose acts were void', () => {
    const story = room(2, 2)
    const early = story.heads()
    const pending = story.write(D3, [
      { type: 'device', certificates: [D3.certificate], from: 1 },
      { type: 'drop', device: K.id, revocation: revoke(K, D3) },
    ])
    story.write(M, [limit(dad, 0, new Map([[D3.id, [1, 0]]]))])
    story.write(D, [{ type: 'vouch', device: D3.id }], { sees: [...early, pending], id: blockId('2') })
    expect(story.state().devices.get(K.id)?.live).toBe(true)
  })

  it('[GOV-15] a guest does no more as a reader: a cut gives nobody anything', () => {
    const story = room(1, 2)
    const sees = story.heads()
    const tried = story.write(D, [{ type: 'drop', device: D1.id, cut: [0, 0], revocation: revoke(D1, D) }], { sees, id: blockId('2') })
    story.write(M, [limit(dad, 0)], { sees })
    expect(story.state().voided.filter(({ op }) => op === tried.id)).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})

describe('what nobody had seen', () => {
  it('[P3] [KEY-4] an epoch follows only what its writer had seen announced', () => {
    const story = room(3, 1)
    const sees = story.heads()
    const hidden = epoch('hidden', 1)
    story.write(K, [hidden], { sees, id: blockId('2') })
    story.write(M, [limit(kim, 0)], { sees })
    story.write(D, [epoch('next', 2, [hidden.id])], { sees })
    expect(story.state().epochs.filter(({ voided }) => !voided)).toEqual([])
  })

  it('[P3] [KEY-4] a copy of an epoch, put before it, changes neither its number nor its place', () => {
    const story = room(3, 2)
    const sees = story.heads()
    const [one, two] = [epoch('one', 1), epoch('two', 2, [epoch('one', 1).id])]
    story.write(D, [one], { sees })
    const cut = story.write(M, [remove(kim)])
    story.write(D, [two, epoch('three', 3, [two.id])], { sees: [cut] })
    const before = story.state().epochs.map(({ id, n }) => [id, n])
    story.write(K, [{ ...two, n: 1, prevs: [] }], { sees, id: blockId('2') })
    expect(story.state().epochs.map(({ id, n }) => [id, n])).toEqual(before)
  })

  it('[P3] [KEY-3] keys handed over beside no act at all, from before a removal, do not count', () => {
    const story = room(2, 2)
    const sees = story.heads()
    const one = epoch('one', 1)
    story.write(M, [one], { grants: [{ epoch: one.id, devices: [prefixOf(M)] }] })
    story.write(M, [remove(dad)])
    story.write(D, [], { grants: [{ epoch: one.id, devices: [prefixOf(D)] }], sees, id: blockId('2') })
    expect([...story.state().epochs[0]!.holders]).toEqual([M.id])
    story.write(K, [], { grants: [{ epoch: one.id, devices: [prefixOf(K)] }] })
    expect([...story.state().epochs[0]!.holders]).toEqual([M.id, K.id])
  })

  it('[GOV-9] a removal that cuts what its author had seen makes no ground for itself', () => {
    const story = new Story(mum)
    story.admit(dad, 2)
    story.admit(kim, 3)
    story.write(M, [limit(mum, 1)])
    story.write(K, [limit(dad, 0)])
    const before = membersOf(story.state(), all)
    // Without kim's admission dad would have come after mum; so he would like it gone.
    story.write(D, [limit(mum, 0, new Map([[M.id, [2, 0]]]))])
    expect(before).toEqual({ mum: 1, dad: 0, kim: 4 })
    expect(membersOf(story.state(), all)).toEqual(before)
  })
})

describe('who lost a device', () => {
  it('[GOV-7] [ENC-7] the heir outlives the device that certified it', () => {
    const story = room(3, 2)
    const laptop = deviceOf(dad, 'laptop')
    story.write(D, [{ type: 'device', certificates: [certifiedBy(D, laptop)], from: 1 }])
    const sees = story.heads()
    const theft = story.write(D, [title('stolen')], { sees })
    story.write(laptop, [{ type: 'drop', device: D.id, cut: [1, 0], revocation: revoke(D, laptop) }], { sees })
    const state = story.state()
    expect(state.settings.size).toBe(0)
    expect(state.voided).toMatchObject([{ op: theft.id, code: 'CUT' }])
    expect([D.id, laptop.id].map((id) => state.devices.get(id)?.live)).toEqual([false, true])
    expect(digest(story.grown().state)).toBe(digest(state))
  })
})
