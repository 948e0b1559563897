import { describe, expect, it } from 'vitest'
import { outsideFirst } from '../../shared/reach/index.ts'

describe('[REC-9] addresses in invitations', () => {
  it('start with what works from outside, keep one of the own network among the first, and lose none', () => {
    const circuit = (n: number): string => `/ip4/198.51.100.${n}/tcp/1/p2p/12D3KooWFSBX5q1eFHtCHfpUcEPeSS6Ae6dpncaycNexYbArzvpW/p2p-circuit`
    const mixed = [
      '/ip4/192.168.0.7/tcp/1',
      '/ip4/192.168.0.7/tcp/2/ws',
      '/ip4/10.0.0.7/tcp/1',
      circuit(1),
      '/ip6/fd00::7/tcp/1',
      circuit(2),
      '/ip4/203.0.113.9/tcp/1',
      '/ip6/2001:db8::1/tcp/1',
    ]
    expect(outsideFirst(mixed)).toEqual([
      '/ip4/203.0.113.9/tcp/1',
      '/ip6/2001:db8::1/tcp/1',
      circuit(1),
      '/ip4/192.168.0.7/tcp/1',
      circuit(2),
      '/ip4/10.0.0.7/tcp/1',
      '/ip6/fd00::7/tcp/1',
      '/ip4/192.168.0.7/tcp/2/ws',
    ])
    expect(outsideFirst([])).toEqual([])
  })
})
