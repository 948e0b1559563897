/** The table in an engine: nothing at all while it is off, a node only while it is needed, and what is found is a hint. */
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { Sought } from '../../shared/rendezvous/index.ts'
import { memoryStore, type Store } from '../../shared/store/index.ts'
import { RendezvousService } from '../../src-main/engine/rendezvous/index.ts'
import { systemClock } from '../network/system-clock.ts'
import { aClient, aDevice, aServingNode, crypto, patience, rng } from './nodes.ts'

const SECRET = new Uint8Array(32).fill(5)
const PUBLIC = '/ip4/203.0.113.5/tcp/4000'

interface Chosen {
  rendezvous: boolean
  rendezvousPort: number
  bootstrap: readonly string[]
}

function aService(own: number, other: number, store: Store = memoryStore()) {
  const chosen: Chosen = { rendezvous: false, rendezvousPort: 0, bootstrap: [] }
  const found: (readonly [DeviceId, string])[] = []
  const announced: (number | undefined)[] = []
  const account = parseId('account', '0a'.repeat(32))!
  const sought: Sought[] = [{ account, secrets: [SECRET], devices: [aDevice(other)], isReached: false, since: 0 }]
  const service = new RendezvousService({
    ...{ store, crypto, rng, clock: systemClock, self: aDevice(own), port: undefined, listen: ['/ip4/127.0.0.1/tcp/0'] },
    settings: () => chosen,
    sought: () => sought,
    record: () => new TextEncoder().encode(`record of ${own}`),
    reachedAt: () => ['/ip4/198.51.100.4/tcp/50123', '/dns/shop.example/tcp/1'],
    own: () => [],
    found: (device, bytes) => found.push([device, new TextDecoder().decode(bytes)]),
    announce: (port) => announced.push(port),
    changed: () => undefined,
  })
  onTestFinished(() => service.stop())
  return { service, chosen, found, announced, sought, store }
}

/** Sockets, servers and timers of this process. */
function resources(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => name.startsWith('TCP') || name === 'Timeout')
    .toSorted()
}

async function until(look: () => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      look()
      return
    } catch (cause) {
      if (tries > 400) throw cause
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

test('[RDV-1] off, it has no socket and no timer, whoever is away; switched off again, none is left', async () => {
  const server = await aServingNode()
  const before = resources()
  const { service, chosen } = aService(1, 2)
  chosen.bootstrap = server.addresses()
  await service.apply()
  service.hurry()
  expect(resources()).toEqual(before)
  expect(server.traffic.answered).toBe(0)
  expect(service.status()).toMatchObject({ state: 'off', nodes: 0, entrances: 1 })

  chosen.rendezvous = true
  await service.apply()
  await until(() => expect(service.status().published).toBe(1))
  expect(server.shelf.size).toBeGreaterThan(0)
  chosen.rendezvous = false
  await service.apply()
  expect(service.status()).toMatchObject({ state: 'off', nodes: 0, away: 0 })
  const answered = server.traffic.answered
  await until(() => expect(resources().filter((name) => name.startsWith('TCP'))).toEqual(before.filter((name) => name.startsWith('TCP'))))
  service.hurry()
  expect(server.traffic.answered).toBe(answered)
})

test('[RDV-1] switched off while it waits for an entrance that keeps silent, it ends at once and begins nothing more', async () => {
  let met = 0
  const silent = createServer(() => void (met += 1))
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void silent.close())
  const address = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { service, chosen } = aService(1, 2)
  Object.assign(chosen, { rendezvous: true, bootstrap: [`/ip4/127.0.0.1/tcp/${port}`] })
  await service.apply()
  service.hurry()
  await until(() => expect(met).toBe(1))
  expect(service.status().state).toBe('working')
  chosen.rendezvous = false
  await service.apply()
  expect(service.status()).toMatchObject({ state: 'off', nodes: 0, lookups: 0 })
  await new Promise((resolve) => setImmediate(resolve))
  expect(met).toBe(1)
})

test('[RDV-7] on, but with everybody reached, no node is opened', async () => {
  const server = await aServingNode()
  const { service, chosen, sought } = aService(1, 2)
  sought[0] = { ...sought[0]!, isReached: true }
  Object.assign(chosen, { rendezvous: true, bootstrap: server.addresses() })
  const before = resources().filter((name) => name.startsWith('TCP'))
  await service.apply()
  service.hurry()
  // No turn of the loop lies between, so nothing of other tests ends meanwhile.
  expect(resources().filter((name) => name.startsWith('TCP'))).toEqual(before)
  await new Promise((resolve) => setImmediate(resolve))
  expect(service.status().nodes).toBe(0)
  expect([service.status().state, server.traffic.answered]).toEqual(['idle', 0])
})

test('[RDV-8] [RDV-11] two engines find what each left for the other', async () => {
  const server = await aServingNode()
  const [mum, dad] = [aService(1, 2), aService(2, 1)]
  for (const { service, chosen } of [mum, dad]) {
    Object.assign(chosen, { rendezvous: true, bootstrap: server.addresses() })
    await service.apply()
    await until(() => expect(service.status().published).toBe(1))
  }
  await until(() => expect(dad.service.status().found).toBe(1))
  expect(dad.found).toEqual([[aDevice(1), 'record of 1']])
})

test('[RDV-9] a device that serves says on which port, takes another where that is held, and says that too', async () => {
  const { service, chosen, announced } = aService(1, 2)
  const holder = createServer()
  await new Promise<void>((resolve) => void holder.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void holder.close())
  const address = holder.address()
  chosen.rendezvousPort = typeof address === 'object' && address !== null ? address.port : 0
  await service.apply()
  const { serving } = service.status()
  expect(serving).toMatchObject({ code: 'port-taken', values: 0, requests: 0 })
  expect(announced).toEqual([serving?.port])
  expect(serving?.port).not.toBe(chosen.rendezvousPort)
  const client = await aClient()
  expect(await client.enter([`/ip4/127.0.0.1/tcp/${serving?.port}`], patience())).toBe(1)
  chosen.rendezvousPort = 0
  await service.apply()
  expect(service.status().serving).toBeUndefined()
  expect(announced.at(-1)).toBeUndefined()
})

test('[RDV-9] entrances of an invitation count where an address of anybody would, and nowhere else', () => {
  const { service } = aService(1, 2)
  service.told(aDevice(8), ['/ip4/192.168.0.1/tcp/80', '/ip4/127.0.0.1/tcp/25', '/dns/shop.example/tcp/1', '/ip4/203.0.113.5/tcp/4310/ws'])
  expect(service.status().entrances).toBe(0)
  service.told(aDevice(8), ['/ip4/203.0.113.5/tcp/4310'])
  expect(service.status().entrances).toBe(1)
})

test('[RDV-9] entrances come from what was typed and from contacts, bounded, and are there after a restart', () => {
  const { service, chosen, store } = aService(1, 2)
  expect(service.status().entrances).toBe(0)
  service.heard(aDevice(7), 4310)
  service.heard(aDevice(7), 4310)
  // Where it is reached, with its own port; names are looked up by nobody here.
  expect(service.status().entrances).toBe(1)
  chosen.bootstrap = [PUBLIC]
  expect(service.status().entrances).toBe(2)
  for (let byte = 10; byte < 200; byte += 1) service.heard(aDevice(byte), 4000 + byte)
  expect(service.status().entrances).toBe(RESOURCE.RENDEZVOUS_BOOTSTRAP)
  const kept: unknown = JSON.parse(new TextDecoder().decode(store.values.get('engine', 'entrances')))
  expect(kept).toHaveLength(RESOURCE.RENDEZVOUS_NODES_KNOWN)
  expect(aService(1, 2, store).service.status().entrances).toBe(RESOURCE.RENDEZVOUS_BOOTSTRAP)
})
