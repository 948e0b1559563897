/** Keys in the hands of somebody who is not in: admissions that came to nothing, and what hostile people make of it (KEY-3, KEY-7). */
import { describe, expect, it } from 'vitest'
import type { Action, Epoch, GovOp, GovState } from '../../../shared/rooms/governance/index.ts'
import { cleanEpoch, mayDo } from '../../../shared/rooms/governance/index.ts'
import { type Options, ROOT, Story, admit, blockId, epoch, invite, limit, membersOf, raise, remove } from './story.ts'
import { type Device, type Person, invitation, knock, person, prefixOf } from './town.ts'

const [mum, dad, kim, lee] = [person('mum'), person('dad'), person('kim'), person('lee')]
const all = [mum, dad, kim, lee]
const [M, D, K, L] = [mum, dad, kim, lee].map(({ devices }) => devices[0]) as [Device, Device, Device, Device]
const one = epoch('one', 1)
const two = epoch('two', 2, [one.id])
const door = invitation('door')
const isOpen = invite(door, { max: 2 })

type Grants = NonNullable<Options['grants']>
const handed = (to: { readonly id: Epoch['id'] }, ...devices: readonly Device[]): Grants => [
  { epoch: to.id, devices: devices.map(prefixOf) },
]
const knocking = (who: Person): Action => ({
  ...(admit(who) as Extract<Action, { type: 'admit' }>),
  knock: knock(ROOT, door, who.devices[0]!),
})
const holdersOf = (state: GovState, { id }: { readonly id: Epoch['id'] }): readonly string[] =>
  [...(state.epochs.find((held) => held.id === id)?.holders ?? [])].toSorted()

/** Mum and Dad, of that level, with an open door, write in epoch one. */
function house(dads: 2 | 3 = 2): { readonly story: Story; readonly sees: readonly GovOp[] } {
  const story = new Story(mum)
  story.admit(dad, dads)
  story.write(M, [one, isOpen], { grants: handed(one, M, D) })
  return { story, sees: story.heads() }
}

describe('an admission that came to nothing', () => {
  const ways: readonly (readonly [string, (story: Story, sees: readonly GovOp[]) => void])[] = [
    ['the invite was revoked', (story, sees) => void story.write(M, [{ type: 'uninvite', invite: door.invite, keep: [] }], { sees })],
    ['the inviter was removed', (story, sees) => void story.write(M, [remove(dad)], { sees })],
    ['the inviter was made a guest', (story, sees) => void story.write(M, [limit(dad, 1)], { sees })],
    ['the inviter was made a reader', (story, sees) => void story.write(M, [limit(dad, 0)], { sees })],
    [
      'the room was full of those who came by it',
      (story, sees) => {
        story.write(M, [knocking(person('oma')), knocking(person('opa'))], { sees, id: blockId('2') })
      },
    ],
  ]
  const grants: readonly (readonly [string, (story: Story) => void])[] = [
    ['in the same op', (story) => void story.write(D, [knocking(kim)], { sees: story.ops.slice(0, 3), grants: handed(one, K) })],
    [
      'by a later grant of the inviter',
      (story) => {
        story.write(D, [knocking(kim)], { sees: story.ops.slice(0, 3) })
        story.write(D, [], { sees: [], grants: handed(one, K) })
      },
    ],
  ]
  for (const [why, lowers] of ways) {
    it.each(grants)(`[KEY-7] because ${why}: nobody writes in the epoch whose key was given %s`, (_how, admits) => {
      const { story, sees } = house()
      admits(story)
      expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2, kim: 2 })
      expect(cleanEpoch(story.state())?.id).toBe(one.id)
      lowers(story, sees)
      expect(membersOf(story.state(), all)).not.toHaveProperty('kim')
      expect(holdersOf(story.state(), one)).toContain(K.id)
      expect(cleanEpoch(story.state())).toBeUndefined()
    })
  }

  it('[KEY-5] [KEY-7] nor in one that an honest member granted him again', () => {
    const { story, sees } = house()
    story.admit(lee, 2, M, { sees, grants: handed(one, L) })
    const admitted = story.write(D, [knocking(kim)])
    story.write(L, [], { sees: [admitted], grants: handed(one, K) })
    story.write(M, [limit(dad, 0)], { sees: [story.ops[3]!] })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 0, lee: 2 })
    expect(holdersOf(story.state(), one)).toEqual([M.id, D.id, K.id, L.id].toSorted())
    expect(cleanEpoch(story.state())).toBeUndefined()
  })

  it('[GOV-14] [KEY-7] nor in one that was made for him in the same op', () => {
    const { story, sees } = house()
    story.write(D, [knocking(kim), two], { sees, grants: handed(two, M, D, K) })
    expect(cleanEpoch(story.state())?.id).toBe(two.id)
    story.write(M, [{ type: 'uninvite', invite: door.invite, keep: [] }], { sees })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2 })
    expect(story.state().epochs.map(({ voided }) => voided)).toEqual([false, false])
    expect(cleanEpoch(story.state(), (id) => id === two.id)).toBeUndefined()
  })

  it('[KEY-7] counts on down the line: whom the newcomer let in holds the key, also where the newcomer is in by another door', () => {
    const { story, sees } = house()
    const early = story.write(D, [knocking(kim)], { sees, grants: handed(one, K), id: blockId('2') })
    story.write(K, [knocking(lee)], { sees: [early], grants: handed(one, L), id: blockId('3') })
    const lowered = story.write(M, [limit(dad, 0)], { sees })
    story.write(M, [admit(kim)], { sees: [lowered], grants: handed(one, K) })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 0, kim: 2 })
    expect(holdersOf(story.state(), one)).toContain(L.id)
    expect(cleanEpoch(story.state())).toBeUndefined()
  })
})

describe('an epoch that another one follows', () => {
  it('[KEY-3] [FEED-7] is never written in again, though its holders are all back', () => {
    const { story } = house()
    story.write(M, [remove(dad), two], { grants: handed(two, M) })
    story.admit(kim, 2, M, { grants: handed(two, K) })
    story.write(M, [admit(dad)], { grants: handed(two, D) })
    expect(cleanEpoch(story.state())?.id).toBe(two.id)
    // Whoever was in epoch two may have the key of epoch one from it (KEY-4).
    story.write(M, [remove(kim)])
    expect(cleanEpoch(story.state())).toBeUndefined()
  })

  it('[KEY-3] is written in where the one that follows cannot be', () => {
    const { story } = house()
    story.write(D, [two], { grants: handed(two, D) })
    expect(cleanEpoch(story.state(), (id) => id === one.id)?.id).toBe(one.id)
    const three = epoch('three', 3, [two.id])
    story.write(D, [three], { grants: [...handed(three, M, D), { epoch: three.id, devices: ['ffffffffffffffff'] }] })
    expect(cleanEpoch(story.state(), (id) => id !== two.id)).toBeUndefined()
  })
})

describe('who wants the room to change its key for ever', () => {
  const stranger = ['ffffffffffffffff']
  /** Whether the newest epoch is written in, whatever was claimed about it. */
  const isWritten = (story: Story, { id }: { readonly id: Epoch['id'] }): boolean => cleanEpoch(story.state())?.id === id

  it.each([0, 1] as const)(
    '[KEY-7] a member lowered to %i makes it do so once, for the key he held, from however far back he writes',
    (role) => {
      const { story, sees } = house()
      const lowered = story.write(M, [limit(dad, role)], { sees })
      story.write(D, [], { sees, grants: [{ epoch: one.id, devices: stranger }] })
      expect(cleanEpoch(story.state())).toBeUndefined()
      // Only Mum, who had heard of the limit, makes the next; Dad holds it as a reader or guest.
      story.write(M, [two], { sees: [lowered], grants: handed(two, M, D) })
      expect(isWritten(story, two)).toBe(true)
      story.write(D, [], { grants: [{ epoch: two.id, devices: stranger }] })
      story.write(D, [two], { sees, grants: [{ epoch: two.id, devices: stranger }], id: blockId('2') })
      story.write(D, [{ ...two, n: 1, prevs: [] }], { sees, grants: [{ epoch: two.id, devices: [prefixOf(D), ...stranger] }] })
      for (let deeper = 0; deeper < 6; deeper++) story.write(D, [], { sees: [], grants: [{ epoch: two.id, devices: stranger }] })
      expect(isWritten(story, two)).toBe(true)
    },
  )

  it('[KEY-7] who is out, and who was never in, makes nothing of it', () => {
    const { story, sees } = house()
    const voided = story.write(D, [knocking(kim)], { sees, grants: handed(one, K) })
    story.write(M, [remove(dad), two], { sees, grants: handed(two, M) })
    const heads = story.heads()
    for (const [device, seen] of [
      [K, heads],
      [D, heads],
      [K, [voided]],
      [D, [voided]],
    ] as const) {
      story.write(device, [], { sees: seen, grants: [{ epoch: two.id, devices: stranger }] })
      story.write(device, [two], { sees: seen, grants: [{ epoch: two.id, devices: [prefixOf(device), ...stranger] }] })
    }
    expect(isWritten(story, two)).toBe(true)
    expect(holdersOf(story.state(), two)).toEqual([M.id])
  })

  it('[KEY-3] a reader and a guest who never were more make nothing of it', () => {
    for (const role of [0, 1] as const) {
      const { story } = house()
      story.admit(kim, role, M, { grants: handed(one, K) })
      const heads = story.heads()
      story.write(K, [], { sees: heads, grants: [{ epoch: one.id, devices: stranger }] })
      story.write(K, [], { sees: [], grants: [{ epoch: one.id, devices: stranger }] })
      expect(isWritten(story, one)).toBe(true)
    }
  })
})

describe('a newcomer whose admission came to nothing', () => {
  it('[GOV-11] [KEY-7] is not let in again by the knock that was revoked, whoever repeats it and from whenever', () => {
    const { story, sees } = house()
    const act = knocking(kim)
    story.write(D, [act], { sees, grants: handed(one, K) })
    const revoked = story.write(M, [{ type: 'uninvite', invite: door.invite, keep: [] }], { sees })
    for (const seen of [sees, [revoked], undefined])
      story.write(D, [act], { ...(seen === undefined ? {} : { sees: seen }), grants: handed(one, K) })
    story.write(K, [act], { grants: handed(one, K) })
    story.write(K, [{ type: 'device', certificates: [K.certificate], from: 1 }])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 2 })
    expect(mayDo(story.state(), dad.account, D.id, act)).toBe('NO_INVITE')
    expect(story.state().devices.has(K.id)).toBe(false)
  })

  it('[GOV-5] [KEY-7] nor by the removed inviter, nor by himself', () => {
    const { story, sees } = house(3)
    const first = story.write(D, [admit(kim)], { sees, grants: handed(one, K) })
    story.write(M, [remove(dad), two], { sees, grants: handed(two, M) })
    story.write(D, [admit(kim)], { sees: [first], grants: handed(one, K) })
    story.write(K, [admit(kim), raise(dad, 2)], { sees: [first] })
    story.write(K, [admit(kim)])
    expect(membersOf(story.state(), all)).toEqual({ mum: 4 })
    expect(cleanEpoch(story.state())?.id).toBe(two.id)
  })

  it('[KEY-7] let in for good, he gets a key of another time than the one he was given for nothing', () => {
    const { story, sees } = house()
    story.write(D, [knocking(kim)], { sees, grants: handed(one, K) })
    story.write(M, [limit(dad, 0)], { sees })
    expect(cleanEpoch(story.state())).toBeUndefined()
    story.write(M, [two], { grants: handed(two, M, D) })
    story.write(M, [admit(kim)], { grants: handed(two, K) })
    expect(membersOf(story.state(), all)).toEqual({ mum: 4, dad: 0, kim: 2 })
    expect(cleanEpoch(story.state())?.id).toBe(two.id)
  })
})
