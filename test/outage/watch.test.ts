/** The watch of an engine with real sockets on loopback and a clock turned by hand: off means off, and down means down (docs/spec/outage.md). */
import { afterEach, describe, expect, it, vi } from 'vitest'
import dgram from 'node:dgram'
import net from 'node:net'
import type { RoomId } from '../../shared/ids/index.ts'
import { OUTAGE } from '../../shared/limits.ts'
import { type OutageChange, PRESETS } from '../../shared/outage/index.ts'
import { memoryStore, type Store } from '../../shared/store/index.ts'
import { createOutage, keepChoices, type Outage, type OutageParts, readChoices, type Resolve } from '../../src-main/engine/outage/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { aServer, type Behaviour, SILENT, someNames } from './servers.ts'

const ROOM = 'aa'.repeat(32) as RoomId
const MINUTE = 60_000

interface World {
  readonly clock: FakeClock
  readonly store: Store
  readonly outage: Outage
  readonly changes: OutageChange[]
  /** Lets so much time pass, a minute at a time, with everything asked meanwhile answered. */
  pass(minutes: number): Promise<void>
}

function aWorld(options: Partial<OutageParts> = {}): World {
  const clock = new FakeClock()
  const store = options.store ?? memoryStore()
  const changes: OutageChange[] = []
  const nobody: Resolve = (host) => Promise.reject(new Error(`${host} was looked up`))
  const outage = createOutage({
    ...{ store, clock, resolve: nobody, hasNetwork: true, sessions: () => -1, isRoom: (room) => room === ROOM },
    rng: { bytes: (length) => new Uint8Array(length).fill(0) },
    tell: (change) => change !== undefined && changes.push(change),
    ...options,
  })
  return {
    ...{ clock, store, outage, changes },
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.advance(MINUTE)
        // Whatever that began is over when this returns.
        expectOk(await outage.check())
      }
    },
  }
}

afterEach(() => void vi.restoreAllMocks())

describe('[OUT-1] off', () => {
  it('is how it comes, and means no socket and no timer, whatever is chosen', async () => {
    const sockets = [
      vi.spyOn(net.Socket.prototype, 'connect'),
      vi.spyOn(dgram.Socket.prototype, 'bind'),
      vi.spyOn(dgram.Socket.prototype, 'send'),
    ]
    const looked: string[] = []
    const resolve: Resolve = (host) => {
      looked.push(host)
      return Promise.resolve([])
    }
    const { outage, clock } = aWorld({ resolve })
    outage.start()
    expect(outage.view()).toMatchObject({ isOn: false, ownInternet: 'unknown', rooms: [] })
    expect(outage.view().services.map(({ service, isWatched }) => [service, isWatched])).toEqual(
      PRESETS.map(({ service }) => [service, false]),
    )
    expectOk(await outage.choose({ watch: PRESETS.map(({ service }) => service) }))
    clock.advance(60 * MINUTE)
    expectOk(await outage.check())
    expect(looked).toEqual([])
    for (const socket of sockets) expect(socket).not.toHaveBeenCalled()
    await outage.stop()
  })

  it('on without anything chosen asks nobody either', async () => {
    const looked: string[] = []
    const { outage, clock } = aWorld({ resolve: (host) => Promise.resolve((looked.push(host), [])) })
    outage.start()
    expectOk(await outage.choose({ isOn: true }))
    clock.advance(60 * MINUTE)
    expectOk(await outage.check())
    expect(looked).toEqual([])
  })

  it('ends what is under way: nothing is open when it returns', async () => {
    const server = await aServer(() => 'hangs')
    const { outage, clock } = aWorld()
    outage.start()
    expectOk(await outage.addHost('가게 메신저', `127.0.0.1:${server.port}`))
    expectOk(await outage.choose({ isOn: true }))
    clock.advance(1)
    await expect.poll(() => server.open()).toBe(1)
    expect(expectOk(await outage.choose({ isOn: false })).services.at(-1)).toMatchObject({ state: 'unknown', checkedAt: undefined })
    await expect.poll(() => server.open()).toBe(0)
    clock.advance(60 * MINUTE)
    expect(server.connections()).toBe(1)
  })

  it('an engine without a network asks nobody, and says so', async () => {
    const server = await aServer()
    const { outage, clock } = aWorld({ hasNetwork: false })
    outage.start()
    expectOk(await outage.addHost('가게 메신저', `127.0.0.1:${server.port}`))
    expectOk(await outage.choose({ isOn: true }))
    clock.advance(60 * MINUTE)
    expect(await outage.check()).toEqual({ ok: false, code: 'NO_NETWORK' })
    expect(server.connections()).toBe(0)
  })

  it('a pause asks nobody until it is over', async () => {
    const server = await aServer()
    const { outage, clock } = aWorld()
    outage.start()
    expectOk(await outage.addHost('가게 메신저', `127.0.0.1:${server.port}`))
    outage.pause(true)
    expectOk(await outage.choose({ isOn: true }))
    clock.advance(60 * MINUTE)
    expectOk(await outage.check())
    expect(server.connections()).toBe(0)
    outage.pause(false)
    clock.advance(1)
    await expect.poll(() => server.connections()).toBe(1)
    await outage.stop()
  })
})

describe('[OUT-4] an outage from beginning to end', () => {
  it.each(['resets', 'closes'] as const)('is told when a host that answered %s, beside one that answers', async (fault: Behaviour) => {
    let behaviour: Behaviour = 'answers'
    const [burning, other] = [await aServer(() => behaviour), await aServer()]
    const { outage, changes, pass, clock } = aWorld()
    outage.start()
    expectOk(await outage.addHost('카톡', `127.0.0.1:${burning.port}`))
    expectOk(await outage.addHost('다른 것', `127.0.0.1:${other.port}`))
    expectOk(await outage.choose({ isOn: true }))
    await pass(1)
    expect(changes.map(({ service, state }) => [service, state])).toEqual([
      ['카톡', 'ok'],
      ['다른 것', 'ok'],
    ])
    behaviour = fault
    await pass(1)
    const since = clock.now()
    await pass(OUTAGE.ROUNDS_TO_DOWN)
    behaviour = 'answers'
    await pass(OUTAGE.ROUNDS_TO_BACK)
    expect(changes.slice(2).map(({ service, state, before }) => [service, before, state])).toEqual([
      ['카톡', 'ok', 'suspect'],
      ['카톡', 'suspect', 'down'],
      ['카톡', 'down', 'ok'],
    ])
    expect(changes[3]).toMatchObject({ since })
    expect(outage.view().services.find(({ service }) => service === '카톡')).toMatchObject({ state: 'ok', backAt: clock.now() })
    await outage.stop()
  })

  it('is told when the name of a host is gone, beside somebody reached over the internet; not where nobody can be asked for names', async () => {
    const server = await aServer()
    let answer: string | undefined = '127.0.0.1'
    const { resolve } = await someNames(() => answer)
    const { outage, changes, pass } = aWorld({ resolve, sessions: () => 2 })
    outage.start()
    expectOk(await outage.addHost('카톡', `chat.example:${server.port}`))
    expectOk(await outage.choose({ isOn: true }))
    await pass(1)
    answer = SILENT
    await pass(1)
    expect(outage.view().services.at(-1)?.state).not.toBe('down')
    answer = undefined
    await pass(OUTAGE.ROUNDS_TO_DOWN + 1)
    expect(changes.at(-1)).toMatchObject({ service: '카톡', state: 'down' })
    answer = '127.0.0.1'
    await pass(OUTAGE.ROUNDS_TO_BACK)
    expect(changes.at(-1)).toMatchObject({ service: '카톡', state: 'ok', before: 'down' })
    await outage.stop()
  })

  it('is not told where nothing else answers: one host alone, or all of them silent', async () => {
    let behaviour: Behaviour = 'answers'
    const [one, two] = [await aServer(() => behaviour), await aServer(() => behaviour)]
    const alone = aWorld()
    const both = aWorld()
    expectOk(await alone.outage.addHost('카톡', `127.0.0.1:${one.port}`))
    expectOk(await both.outage.addHost('카톡', `127.0.0.1:${one.port}`))
    expectOk(await both.outage.addHost('다른 것', `127.0.0.1:${two.port}`))
    for (const { outage, pass } of [alone, both]) {
      outage.start()
      expectOk(await outage.choose({ isOn: true }))
      await pass(1)
    }
    behaviour = 'resets'
    for (const { pass } of [alone, both]) await pass(10)
    expect(alone.outage.view().services.at(-1)?.state).toBe('suspect')
    expect(both.outage.view()).toMatchObject({ ownInternet: 'no' })
    for (const { changes, outage } of [alone, both]) {
      expect(changes.some(({ state }) => state === 'down')).toBe(false)
      await outage.stop()
    }
  })
})

describe('[OUT-2] what is chosen', () => {
  it('survives a restart, and junk on the disk is as it comes: off', async () => {
    const store = memoryStore()
    const { outage } = aWorld({ store })
    expectOk(await outage.addHost('kakaotalk', 'chat.example:8443'))
    expectOk(await outage.choose({ isOn: true, watch: ['kakaotalk', 'naver'], rooms: [ROOM] }))
    const again = aWorld({ store }).outage.view()
    expect(again).toMatchObject({ isOn: true, rooms: [ROOM] })
    expect(again.services[0]).toMatchObject({
      service: 'kakaotalk',
      isWatched: true,
      hosts: [{}, {}, { host: 'chat.example', port: 8443 }],
    })
    store.transaction(() => store.values.put('engine', 'outage', new TextEncoder().encode('{"isOn":true,"watch":7')))
    expect(aWorld({ store }).outage.view().isOn).toBe(false)
    keepChoices(store, { isOn: true, watch: ['nobody'], rooms: [], hosts: [] })
    expect(readChoices(store)).toMatchObject({ isOn: true, watch: [] })
  })

  it('is refused with a code, and changes nothing', async () => {
    const { outage } = aWorld()
    const before = outage.view()
    expect(await outage.addHost('카톡', 'https://x/')).toMatchObject({ code: 'BAD_HOST' })
    expect(await outage.addHost('가'.repeat(OUTAGE.NAME_CHARACTERS + 1), 'chat.example')).toMatchObject({ code: 'BAD_HOST' })
    expect(await outage.choose({ watch: ['nobody'] })).toMatchObject({ code: 'NO_SERVICE' })
    expect(await outage.choose({ rooms: ['bb'.repeat(32) as RoomId] })).toMatchObject({ code: 'NO_ROOM' })
    expect(await outage.removeHost('kakaotalk', 'chat.example')).toMatchObject({ code: 'NO_HOST' })
    expect(outage.view()).toEqual(before)
    expectOk(await outage.addHost('가'.repeat(OUTAGE.NAME_CHARACTERS), 'chat.example'))
  })

  it('has room for OUTAGE.HOSTS of each and OUTAGE.SERVICES in all', async () => {
    const { outage } = aWorld()
    for (let at = 0; at < OUTAGE.HOSTS; at += 1) expectOk(await outage.addHost('것 0', `h${at}.example`))
    expect(await outage.addHost('것 0', 'more.example')).toMatchObject({ code: 'TOO_MANY' })
    for (let at = 1; at < OUTAGE.SERVICES - PRESETS.length; at += 1) expectOk(await outage.addHost(`것 ${at}`, 'h.example'))
    expect(await outage.addHost('하나 더', 'h.example')).toMatchObject({ code: 'TOO_MANY' })
    expect(outage.view().services).toHaveLength(OUTAGE.SERVICES)
  })

  it('a preset without hosts has those it comes with; one of my own goes with its last', async () => {
    const { outage } = aWorld()
    const of = (service: string) => outage.view().services.find((each) => each.service === service)
    for (const host of PRESETS[0]?.hosts ?? []) expectOk(await outage.removeHost('kakaotalk', host))
    expect(of('kakaotalk')?.hosts.map(({ host }) => host)).toEqual(PRESETS[0]?.hosts)
    expectOk(await outage.addHost('우리 회사', 'chat.example'))
    expect(of('우리 회사')).toMatchObject({ isPreset: false, isWatched: true })
    expectOk(await outage.removeHost('우리 회사', 'chat.example'))
    expect(of('우리 회사')).toBeUndefined()
  })
})

describe('[OUT-5] how often', () => {
  it('a hand that presses again and again costs one round in OUTAGE.GAP_MS', async () => {
    const server = await aServer()
    const { outage, clock } = aWorld()
    outage.start()
    expectOk(await outage.addHost('카톡', `127.0.0.1:${server.port}`))
    expectOk(await outage.choose({ isOn: true }))
    for (let press = 0; press < 20; press += 1) expectOk(await outage.check())
    expect(server.connections()).toBe(1)
    for (let change = 0; change < 20; change += 1) {
      expectOk(await outage.choose({ isOn: change % 2 === 1 }))
      clock.advance(1)
    }
    expect(server.connections()).toBe(1)
    clock.advance(OUTAGE.GAP_MS)
    expectOk(await outage.check())
    expect(server.connections()).toBe(2)
    await outage.stop()
  })
})
