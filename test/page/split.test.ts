import { describe, expect, it } from 'vitest'
import type { ContactReach, MemberView } from '../../shared/messenger/index.ts'
import { splitOf } from '../../src-renderer/app/sheet/split.ts'
import { account, AT } from './messages.ts'

const MINUTE = 60_000
const me = member(1, { reach: 'connected' }, true)
const names = (members: readonly MemberView[] | undefined) => members?.map(({ name }) => name).join(' ')
const here = (number: number) => member(number, { reach: 'connected' })
const lost = (number: number, minutesAgo: number, code: ContactReach['code'] = 'timeout') =>
  member(number, { reach: 'unreachable', since: AT - minutesAgo * MINUTE, code })

describe('a split', () => {
  it('has somebody on this side and somebody lost on the other', () => {
    const split = splitOf([me, here(2), lost(3, 5), lost(4, 5)], AT)
    expect(names(split?.here)).toBe('1 2')
    expect(names(split?.there)).toBe('3 4')
    expect(split?.since).toBe(AT - 5 * MINUTE)
  })

  it('is none while all or none of the others are reached, or there is only one other', () => {
    expect(splitOf([me, here(2), here(3)], AT)).toBeUndefined()
    expect(splitOf([me, lost(2, 5), lost(3, 5)], AT)).toBeUndefined()
    expect(splitOf([me, lost(2, 5)], AT)).toBeUndefined()
  })

  it('is none when one computer was turned off, and one when several went at a moment', () => {
    expect(splitOf([me, here(2), lost(3, 5, 'refused')], AT)).toBeUndefined()
    expect(splitOf([me, here(2), lost(3, 5, 'refused'), lost(4, 90, 'refused')], AT)).toBeUndefined()
    expect(splitOf([me, here(2), lost(3, 5, 'refused'), lost(4, 5, 'refused')], AT)).toBeDefined()
  })

  it('is none for whoever has been away for long, was never met, or is blocked', () => {
    expect(splitOf([me, here(2), lost(3, 24 * 60)], AT)).toBeUndefined()
    expect(splitOf([me, here(2), member(3, { reach: 'never', code: 'no-address' })], AT)).toBeUndefined()
    expect(splitOf([me, here(2), lost(3, 5, 'blocked')], AT)).toBeUndefined()
  })
})

function member(number: number, reach: Partial<ContactReach>, isMe = false): MemberView {
  const who = { account: account(number), name: String(number) }
  return {
    ...who,
    role: 2,
    devices: [],
    since: AT,
    verified: false,
    me: isMe,
    picture: undefined,
    contact: !isMe,
    rewritten: false,
    reach: { ...who, reach: 'connected', via: undefined, through: undefined, since: AT, code: undefined, ...reach },
  }
}
