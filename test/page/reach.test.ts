/** What the page says of reach follows from codes and addresses alone. */
import { describe, expect, it } from 'vitest'
import { REACH_CODES } from '../../shared/reach/index.ts'
import { reasonOf, wayOf } from '../../src-renderer/app/reach/way.ts'

describe('the way somebody is reached', () => {
  it.each([
    ['/ip4/192.168.0.7/tcp/4001', 'sameNetwork'],
    ['/ip4/10.1.2.3/tcp/4001/ws', 'sameNetwork'],
    ['/ip6/fe80::1%eth0/tcp/4001', 'sameNetwork'],
    ['/ip4/127.0.0.1/tcp/4001', 'thisComputer'],
    ['/ip4/203.0.113.9/tcp/4001', 'internet'],
    ['/ip6/2001:db8::1/tcp/4001', 'internet'],
    ['/dns4/example.org/tcp/4001', 'internet'],
  ] as const)('over %s is %s', (via, way) => {
    expect(wayOf({ reach: 'connected', via, through: undefined })).toBe(way)
  })

  it('is through somebody where a device of theirs stands between, wherever that is', () => {
    expect(wayOf({ reach: 'connected', via: '/ip4/192.168.0.7/tcp/1', through: 'Mum' })).toBe('through')
  })

  it('is told apart where nobody is connected', () => {
    const ways = (['nearby', 'known-address', 'unreachable', 'never'] as const).map((reach) =>
      wayOf({ reach, via: undefined, through: undefined }),
    )
    expect(ways).toEqual(['nearby', 'known', 'away', 'never'])
  })
})

it('every code a person can do something about has a reason and an advice', () => {
  const silent = REACH_CODES.filter((code) => reasonOf(code) === undefined)
  expect(silent).toEqual(['blocked', 'duplicate', 'cancelled'])
})
