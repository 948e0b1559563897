/** [GOV-2] [GOV-3] What the page offers is what the room's governance would count. */
import { describe, expect, it } from 'vitest'
import { parseId } from '../../shared/ids/index.ts'
import { heirOf, mayRevoke, memberRights, type Role, roomRights } from '../../src-renderer/app/room/rights.ts'

const account = (letter: string) => {
  const id = parseId('account', letter.repeat(64))
  if (id === undefined) throw new Error('no account id')
  return id
}

/** In the order of the engine: by role, then by who came first. */
const member = (letter: string, role: Role, me = false) => ({ account: account(letter), role, me })

describe('what one may do with a member', () => {
  const others = [member('a', 4), member('b', 3), member('d', 3), member('e', 2), member('f', 0)]
  const seenAs = (role: Role, at: number) => others.toSpliced(at, 0, member('c', role, true))
  const rightsOver = (members: readonly ReturnType<typeof member>[], letter: string) => {
    const target = members.find((each) => each.account === account(letter))
    if (target === undefined) throw new Error(`nobody called ${letter}`)
    return memberRights(members, target)
  }

  it('an owner gives any role below his own, hands the room over and removes', () => {
    const members = [member('c', 4, true), ...others.slice(1)]
    expect(rightsOver(members, 'b')).toEqual({ roles: [2, 0], transfer: true, remove: true, refusal: undefined })
    expect(rightsOver(members, 'e')).toEqual({ roles: [3, 0], transfer: true, remove: true, refusal: undefined })
    expect(rightsOver(members, 'f')).toEqual({ roles: [3, 2], transfer: true, remove: true, refusal: undefined })
  })

  it('of two owners the one who came first outranks the other', () => {
    const second = [member('a', 4), member('c', 4, true)]
    expect(rightsOver(second, 'a')).toEqual({ roles: [], transfer: false, remove: false, refusal: 'theyAreOwner' })
    const first = [member('c', 4, true), member('a', 4)]
    expect(rightsOver(first, 'a')).toEqual({ roles: [3, 2, 0], transfer: false, remove: true, refusal: undefined })
  })

  it('an admin rules members and those admins who came later, and makes nobody an admin', () => {
    const members = seenAs(3, 2)
    expect(rightsOver(members, 'a').refusal).toBe('theyAreOwner')
    expect(rightsOver(members, 'b')).toEqual({ roles: [], transfer: false, remove: false, refusal: 'theyAreSenior' })
    expect(rightsOver(members, 'd')).toEqual({ roles: [2, 0], transfer: false, remove: true, refusal: undefined })
    expect(rightsOver(members, 'e')).toEqual({ roles: [0], transfer: false, remove: true, refusal: 'onlyOwnersMakeAdmins' })
    expect(rightsOver(members, 'f')).toEqual({ roles: [2], transfer: false, remove: true, refusal: 'onlyOwnersMakeAdmins' })
  })

  it.each([0, 1, 2] as const)('somebody of role %i does nothing to anybody, and is told nothing of it', (role) => {
    const members = seenAs(role, role === 0 ? 5 : 4)
    for (const letter of 'abdef')
      expect(rightsOver(members, letter)).toEqual({ roles: [], transfer: false, remove: false, refusal: undefined })
  })

  it('nobody acts on himself', () => {
    expect(rightsOver([member('c', 4, true), ...others.slice(1)], 'c').remove).toBe(false)
  })
})

describe('what one may do in a room', () => {
  const room = (role: Role | undefined, state: 'open' | 'left' = 'open', kind: 'group' | 'direct' = 'group') =>
    ({ role, state, kind }) as const

  it('admins change it and add people; members invite unless only higher ones may', () => {
    expect(roomRights(room(4), 4)).toEqual({ change: true, add: true, invite: true, letIn: true })
    expect(roomRights(room(3), 4)).toEqual({ change: true, add: true, invite: false, letIn: true })
    expect(roomRights(room(2), 2)).toEqual({ change: false, add: false, invite: true, letIn: false })
    expect(roomRights(room(2), 3).invite).toBe(false)
    expect(roomRights(room(0), 2)).toEqual({ change: false, add: false, invite: false, letIn: false })
  })

  it('in a room one left, and in a conversation of two, there is nothing to rule', () => {
    const nothing = { change: false, add: false, invite: false, letIn: false }
    expect(roomRights(room(4, 'left'), 2)).toEqual(nothing)
    expect(roomRights(room(4, 'open', 'direct'), 2)).toEqual(nothing)
    expect(roomRights(room(undefined), 2)).toEqual(nothing)
  })

  it('an invitation is withdrawn by who made it, or by an admin', () => {
    const by = { by: { account: account('a'), name: 'A' } }
    expect(mayRevoke(2, account('a'), by)).toBe(true)
    expect(mayRevoke(2, account('b'), by)).toBe(false)
    expect(mayRevoke(3, account('b'), by)).toBe(true)
    expect(mayRevoke(0, account('a'), by)).toBe(false)
    expect(mayRevoke(undefined, account('a'), by)).toBe(false)
  })
})

describe('[GOV-8] to whom a room falls whose only owner leaves', () => {
  it('to the next in rank who may write', () => {
    const members = [member('c', 4, true), member('a', 3), member('b', 2)]
    expect(heirOf(members)).toEqual({ needed: true, heir: members[1] })
  })

  it('to nobody while another owner stays, or where all others only read', () => {
    expect(heirOf([member('a', 4), member('c', 4, true)])).toMatchObject({ needed: false })
    expect(heirOf([member('c', 4, true), member('a', 0)])).toEqual({ needed: true, heir: undefined })
    expect(heirOf([member('a', 4), member('c', 3, true)])).toMatchObject({ needed: false })
  })
})
