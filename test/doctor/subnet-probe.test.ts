/** Searching the subnet: where it looks, and how much at most. The network is a function here; over real sockets in doctor.peers.test.ts. */
import { describe, expect, it } from 'vitest'
import { parseId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { formatIp, parseIp } from '../../shared/reach/index.ts'
import { hostsBeside, probeSubnet } from '../../src-main/engine/doctor/index.ts'

const DEVICE = parseId('device', 'ab'.repeat(32))

function own(address: string, prefix: number) {
  const ip = parseIp(address)
  if (ip === undefined) throw new Error('an address expected')
  return { name: 'eth0', address, ip, prefix, isLoopback: false, isPointToPoint: false }
}

describe('[DOC-6] the hosts beside us', () => {
  it('are all of a /24 but ourselves: RESOURCE.SUBNET_PROBE_ADDRESSES less one', () => {
    const hosts = hostsBeside(own('10.77.0.9', 24)).map(formatIp)
    expect(hosts).toHaveLength(RESOURCE.SUBNET_PROBE_ADDRESSES - 1)
    expect(hosts).not.toContain('10.77.0.9')
    expect(hosts).toContain('10.77.0.254')
    expect(hosts).not.toContain('10.77.0.255')
    expect(hosts).not.toContain('10.77.0.0')
  })

  it('are those of a smaller subnet, and only our /24 of a larger one', () => {
    expect(hostsBeside(own('10.77.0.9', 29)).map(formatIp)).toEqual(['10.77.0.10', '10.77.0.11', '10.77.0.12', '10.77.0.13', '10.77.0.14'])
    expect(hostsBeside(own('10.77.5.9', 16)).every((ip) => formatIp(ip).startsWith('10.77.5.'))).toBe(true)
    expect(hostsBeside(own('2001:db8::1', 64))).toEqual([])
  })
})

describe('[DOC-6] a search', () => {
  it('looks at no address outside the own /24, and at no more numbers than it may', async () => {
    const looked = new Set<string>()
    const numbers = new Set<number>()
    let open = 0
    let most = 0
    const { tried, found } = await probeSubnet({
      own: own('10.77.0.9', 8),
      ports: Array.from({ length: RESOURCE.SUBNET_PROBE_PORTS + 3 }, (_, index) => 4001 + index),
      async knock({ host, port }, timeoutMs) {
        open += 1
        most = Math.max(most, open)
        expect(timeoutMs).toBe(RESOURCE.SUBNET_PROBE_CONNECT_MS)
        looked.add(host)
        numbers.add(port)
        await Promise.resolve()
        open -= 1
        return host === '10.77.0.20'
      },
      whoAnswers: async ({ port }) => (port === 4002 ? DEVICE : undefined),
    })
    expect([...looked].every((host) => host.startsWith('10.77.0.'))).toBe(true)
    expect(looked.size).toBe(tried)
    expect(numbers.size).toBe(RESOURCE.SUBNET_PROBE_PORTS)
    expect(most).toBeLessThanOrEqual(RESOURCE.SUBNET_PROBE_AT_ONCE)
    expect(found).toEqual([{ device: DEVICE, address: '/ip4/10.77.0.20/tcp/4002' }])
  })

  it('ends when it is told to, whatever hangs', async () => {
    const ending = new AbortController()
    let knocks = 0
    const searching = probeSubnet({
      own: own('10.77.0.9', 24),
      ports: [4001],
      knock: () => {
        knocks += 1
        if (knocks === RESOURCE.SUBNET_PROBE_AT_ONCE) ending.abort()
        return new Promise(() => undefined)
      },
      whoAnswers: async () => undefined,
      signal: ending.signal,
    })
    expect((await searching).found).toEqual([])
    expect(knocks).toBe(RESOURCE.SUBNET_PROBE_AT_ONCE)
  })

  it('fits its own time when nothing answers: RESOURCE.SUBNET_PROBE_MS', () => {
    const knocks = RESOURCE.SUBNET_PROBE_ADDRESSES * RESOURCE.SUBNET_PROBE_PORTS
    expect((knocks / RESOURCE.SUBNET_PROBE_AT_ONCE) * RESOURCE.SUBNET_PROBE_CONNECT_MS).toBeLessThan(RESOURCE.SUBNET_PROBE_MS)
  })
})
