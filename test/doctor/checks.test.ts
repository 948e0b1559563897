/** The checks by themselves: how long they listen, whom they ask, and what the system says of this very computer. */
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { MessengerStatus } from '../../shared/messenger/index.ts'
import { parseIp } from '../../shared/reach/index.ts'
import { checkFinder, createDialBacks, interfaceFacts, routeFact } from '../../src-main/engine/doctor/index.ts'
import { tryDoor } from '../../src-main/engine/network/index.ts'
import { systemClock } from '../network/system-clock.ts'
import { aPerson } from './facts.ts'

const link = { interface: 'eth0', address: '10.77.0.1', state: 'ok', hasFallback: true, since: 1 } as const

describe('[DOC-4] calling out', () => {
  it('is heard when it comes back after the call, not before', async () => {
    let now = 1_000
    const old = { ...link, ownMulticastAt: 999, ownBroadcastAt: 999 }
    let heard: { ownMulticastAt: number; ownBroadcastAt: number } = old
    const finder = {
      links: () => [{ ...old, ...heard }],
      sound: () => {
        now += 1
        heard = { ownMulticastAt: now, ownBroadcastAt: 999 }
      },
    }
    const found = await checkFinder(finder, { ...systemClock, now: () => now })
    expect(found).toEqual([{ interface: 'eth0', address: '10.77.0.1', since: 1, ownMulticast: true, ownBroadcast: false }])
  })

  it('is done twice and given up after RESOURCE.DOCTOR_HEAR_MS where nothing comes back', async () => {
    let calls = 0
    const finder = { links: () => [link], sound: () => void (calls += 1) }
    expect(await checkFinder(finder, systemClock)).toMatchObject([{ ownMulticast: false, ownBroadcast: false }])
    expect(calls).toBe(2)
    expect(RESOURCE.DOCTOR_HEAR_MS).toBeLessThan(RESOURCE.DOCTOR_MS)
  })

  it('says the code of a link that cannot', async () => {
    const finder = { links: () => [{ ...link, state: 'port-taken' as const, hasFallback: false }], sound: () => undefined }
    expect(await checkFinder(finder, systemClock)).toMatchObject([{ code: 'port-taken', ownBroadcast: false }])
    expect(await checkFinder(undefined, systemClock)).toBe('off')
  })
})

describe('[DOC-5] of the contacts', () => {
  it('at most RESOURCE.DOCTOR_DIAL_BACKS are asked, one device each, and only those connected', async () => {
    const contacts = Array.from({ length: RESOURCE.DOCTOR_DIAL_BACKS + 2 }, (_, index) => ({
      ...aPerson(`contact ${index}`),
      via: undefined,
      since: 0,
    }))
    const device = (index: number): DeviceId => parseId('device', index.toString(16).padStart(64, '0')) ?? fail()
    const status = {
      contacts,
      peers: [...contacts.slice(1), ...contacts.slice(1)].map(({ account }, index) => ({ account, device: device(index), address: '' })),
    } as unknown as MessengerStatus
    const asked: DeviceId[] = []
    const network = {
      port: () => 4100,
      askDialBack: async (one: DeviceId) => {
        asked.push(one)
        return asked.length === 1 ? undefined : ('answered' as const)
      },
    }
    let now = 1_000
    const ask = createDialBacks({ network, messenger: { status: () => status }, clock: { ...systemClock, now: () => now } })
    const answers = await ask(AbortSignal.timeout(5_000))
    expect(asked).toHaveLength(RESOURCE.DOCTOR_DIAL_BACKS)
    expect(new Set(asked).size).toBe(asked.length)
    // Who did not say is not counted as silent.
    expect(answers).toHaveLength(RESOURCE.DOCTOR_DIAL_BACKS - 1)
    expect(answers.map(({ name }) => name)).not.toContain('contact 0')
    // They would not answer again so soon: what they said stands, and nobody is asked.
    now += RESOURCE.DIAL_BACK_GAP_MS - 1
    expect(await ask(AbortSignal.timeout(5_000))).toEqual(answers)
    expect(asked).toHaveLength(RESOURCE.DOCTOR_DIAL_BACKS)
    now += 1
    await ask(AbortSignal.timeout(5_000))
    expect(asked).toHaveLength(2 * RESOURCE.DOCTOR_DIAL_BACKS)
  })
})

describe('[DOC-3] a door', () => {
  it('answers, refuses, or is given up on when the time is up or the look ends', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    expect(await tryDoor('127.0.0.1', port, RESOURCE.DOCTOR_DOOR_MS)).toBe('answered')
    expect(await tryDoor('127.0.0.1', 1, RESOURCE.DOCTOR_DOOR_MS)).toBe('refused')
    expect(await tryDoor('127.0.0.1', port, RESOURCE.DOCTOR_DOOR_MS, AbortSignal.abort())).toBe('silent')
    expect(await tryDoor('127.0.0.1', port, 0)).toMatch(/silent|answered/)
  })
})

describe('[DOC-3] of this computer', () => {
  it('interfaces are told apart by name and kind', async () => {
    const one = (name: string, address: string, prefix: number, isLoopback = false) => ({
      name,
      address,
      ip: parseIp(address) ?? new Uint8Array(4),
      prefix,
      isLoopback,
      isPointToPoint: prefix > 30,
    })
    const facts = await interfaceFacts([
      one('lo', '127.0.0.1', 8, true),
      one('wlan0', '192.168.0.7', 24),
      one('wg0', '10.8.0.2', 32),
      one('utun3', '10.9.0.2', 32),
      one('Mullvad VPN', '10.64.0.2', 32),
      one('docker0', '172.17.0.1', 16),
      one('../../etc/passwd', '10.1.1.1', 24),
      one('wlan0', 'fe80::1', 64),
    ])
    expect(facts.map(({ kind }) => kind)).toEqual(['loopback', 'network', 'tunnel', 'tunnel', 'tunnel', 'virtual', 'network', 'network'])
    expect(facts.map(({ isLinkLocal }) => isLinkLocal)).toEqual([false, false, false, false, false, false, false, true])
  })

  it('the way out is known, or said to be unknown, and nothing is sent for it', async () => {
    for (const family of [4, 6] as const) {
      const route = await routeFact(family, [])
      expect(['unknown', 'none']).toContain(route.state)
      const real = await routeFact(family, await interfaceFacts())
      expect(['unknown', 'none', 'via']).toContain(real.state)
    }
  })
})

function fail(): never {
  throw new Error('an id expected')
}
