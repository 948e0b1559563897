/** [RECV-11] Keepsakes of several devices put together: the careful word counts, and one device alone takes nobody away. */
import { describe, expect, it } from 'vitest'
import { joinKeepsakes } from '../../../shared/messenger/keepsakes/joining.ts'
import { contact, deviceOf, keepsakeOf, owner, someDevice } from './samples.ts'

const mum = owner()
const [desk, phone, tablet] = [mum, { ...mum, ...deviceOf(mum) }, { ...mum, ...deviceOf(mum) }]
const dad = contact({ given: '아빠', isVerified: true })

describe('[RECV-11] joined keepsakes', () => {
  it('hold everybody whom one of them knows: an empty one of a thief takes nobody away', () => {
    const joined = joinKeepsakes([keepsakeOf(desk, { n: 1, contacts: [dad] }), keepsakeOf(phone, { n: 9_999_999_999_999 })])
    expect([...joined.contacts.values()]).toEqual([dad])
  })

  it('are the same in any order', () => {
    const all = [
      keepsakeOf(desk, { n: 1, contacts: [dad, contact()] }),
      keepsakeOf(phone, { n: 2, contacts: [{ ...dad, given: '아버지', devices: [[someDevice(), ['/ip4/203.0.113.1/tcp/1']]] }] }),
      keepsakeOf(tablet, { n: 2, contacts: [contact({ isBlocked: true })], shut: [{ device: someDevice(), name: 'x', since: 1 }] }),
    ]
    expect(joinKeepsakes(all.toReversed())).toEqual(joinKeepsakes(all))
  })

  it('block whom one of them blocks, mark as verified whom all who know him do, and take the newest name', () => {
    const changed = { ...dad, given: '낯선 이', isVerified: false, isBlocked: false }
    const blocked = { ...dad, isBlocked: true }
    const joined = joinKeepsakes([keepsakeOf(desk, { n: 1, contacts: [blocked] }), keepsakeOf(phone, { n: 2, contacts: [changed] })])
    expect(joined.contacts.get(dad.account)).toMatchObject({ given: '낯선 이', isVerified: false, isBlocked: true })
    const lie = contact({ isVerified: true })
    const both = joinKeepsakes([
      keepsakeOf(desk, { n: 1, contacts: [{ ...lie, isVerified: false }] }),
      keepsakeOf(phone, { n: 2, contacts: [lie] }),
    ])
    expect(both.contacts.get(lie.account)).toMatchObject({ isVerified: false })
  })

  it('leave out a device that another took out, and say so; two who take each other out are both heard', () => {
    const thief = keepsakeOf(phone, { n: 5, contacts: [contact({ given: 'liar' })] })
    const honest = keepsakeOf(desk, { n: 4, contacts: [dad], out: [phone.keys.device] })
    const joined = joinKeepsakes([thief, honest])
    expect([...joined.contacts.keys()]).toEqual([dad.account])
    expect([...joined.out]).toEqual([[phone.keys.device, { at: 4, by: desk.keys.device }]])
    const mutual = joinKeepsakes([{ ...thief, out: [desk.keys.device] }, honest])
    expect(mutual.contacts.size).toBe(2)
    expect(mutual.out.size).toBe(0)
  })
})
