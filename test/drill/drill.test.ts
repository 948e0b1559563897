/** A drill over a ground that only notes what is asked of it, a real log and a clock turned by hand (docs/spec/readiness.md). */
import { describe, expect, it } from 'vitest'
import { Drill, type DrillGround, DrillLog, modeRule } from '../../shared/drill/index.ts'
import { type AccountId, type DeviceId, idFromBytes } from '../../shared/ids/index.ts'
import { READINESS } from '../../shared/limits.ts'
import { parseAddress, parseIp, type WayRule } from '../../shared/reach/index.ts'
import { memoryStore, StoreError } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { FakeClock } from '../harness/fake-clock.ts'

const MINUTE = 60_000
const account = (number: number): AccountId => idFromBytes('account', new Uint8Array(32).fill(number))
const device = (number: number): DeviceId => idFromBytes('device', new Uint8Array(32).fill(number))
const [MUM, DAD, SHOP] = [account(1), account(2), account(3)]
const HOME = '/ip4/192.168.0.7/tcp/4100'
const AWAY = '/ip4/203.0.113.7/tcp/4100'
const RELAYED = `${HOME}/p2p/12D3KooWPjceQrSwdWXPyLLeABRXmuqt69Rg3sBYbU1Nft9HyQ6X/p2p-circuit`

interface Line {
  readonly device: DeviceId
  readonly account: AccountId
  readonly address: string
  ask(answered: () => void): boolean
  /** Answers whatever was asked. */
  answer(): void
  readonly asked: () => number
}

function aLine(who: AccountId, number: number, address: string): Line {
  let waiting: (() => void)[] = []
  let asked = 0
  return {
    ...{ device: device(number), account: who, address },
    ask(answered) {
      asked += 1
      waiting.push(answered)
      return true
    },
    answer() {
      const due = waiting
      waiting = []
      for (const answered of due) answered()
    },
    asked: () => asked,
  }
}

function aWorld(lines: Line[] = [], store = memoryStore()) {
  const clock = new FakeClock()
  const rules: (WayRule | undefined)[] = []
  const pauses: boolean[] = []
  let changes = 0
  const ground: DrillGround = {
    ...{ clock, log: new DrillLog(store) },
    own: () => [{ ip: parseIp('192.168.0.5') ?? new Uint8Array(4), prefix: 24 }],
    isKeeper: (who) => who === device(3),
    restrict: (rule) => rules.push(rule),
    pauseTable(isPaused) {
      pauses.push(isPaused)
      return true
    },
    people: () => [
      { account: MUM, name: '엄마' },
      { account: DAD, name: '아빠' },
    ],
    keptBy: (who) => (who === device(3) ? { name: '가게', accounts: [MUM, SHOP] } : { name: '', accounts: [] }),
    sessions: () => lines,
    changed: () => (changes += 1),
  }
  return { clock, rules, pauses, store, drill: new Drill(ground), changes: () => changes, lines }
}

describe('[RDY-5] a drill', () => {
  it('shuts ways before anything else is asked, and opens all of them when its time is over', () => {
    const { drill, clock, rules, pauses } = aWorld()
    const state = expectOk(drill.start('no-internet'))
    expect(state).toMatchObject({ mode: 'no-internet', endsAt: clock.now() + READINESS.DRILL_MINUTES * MINUTE, pausedTable: true })
    expect({ rules: rules.length, pauses }).toEqual({ rules: 1, pauses: [true] })
    clock.advance(READINESS.DRILL_MINUTES * MINUTE - 1)
    expect(drill.view().running).toBeDefined()
    clock.advance(1)
    expect(drill.view()).toMatchObject({ running: undefined, results: [{ end: 'time', mode: 'no-internet' }] })
    expect(rules[1]).toBeUndefined()
    expect({ rules: rules.length, pauses }).toEqual({ rules: 2, pauses: [true, false] })
  })

  it('is one at a time, and no longer than READINESS.DRILL_MINUTES_MAX', () => {
    const { drill } = aWorld()
    expect(drill.start('lan-only', READINESS.DRILL_MINUTES_MAX + 1)).toMatchObject({ code: 'OUT_OF_RANGE' })
    expect(drill.start('lan-only', 0)).toMatchObject({ code: 'OUT_OF_RANGE' })
    expect(drill.stop()).toMatchObject({ code: 'NO_DRILL' })
    expectOk(drill.start('lan-only', READINESS.DRILL_MINUTES_MAX))
    expect(drill.start('lan-only')).toMatchObject({ code: 'DRILL_RUNNING' })
    expect(expectOk(drill.stop()).end).toBe('asked')
  })

  it('ends with its program, and after a sleep that was longer than it', () => {
    const { drill, clock, rules } = aWorld()
    expectOk(drill.start('no-internet'))
    clock.skew(READINESS.DRILL_MINUTES * MINUTE - 1)
    drill.woke()
    expect(drill.view().running).toBeDefined()
    clock.skew(1)
    drill.woke()
    expect(drill.view().running).toBeUndefined()
    expectOk(drill.start('no-internet'))
    drill.close()
    expect(drill.view()).toMatchObject({ running: undefined, results: [{ end: 'stopped' }, { end: 'time' }] })
    expect(rules.at(-1)).toBeUndefined()
  })

  it('opens the ways, and shows its result, even where the disk takes nothing', () => {
    const store = memoryStore()
    const { drill, rules, clock } = aWorld([], store)
    expectOk(drill.start('no-internet'))
    store.transaction = () => {
      throw new StoreError('STORE_FULL', 'full')
    }
    clock.advance(READINESS.DRILL_MINUTES * MINUTE)
    expect(rules.at(-1)).toBeUndefined()
    expect(drill.view()).toMatchObject({ running: undefined, results: [{ end: 'time' }] })
    expect(new DrillLog(store).list()).toEqual([])
  })
})

describe('[RDY-8] who answers', () => {
  it('is asked at once, on each new line, and again; only what answers counts, once', () => {
    const mum = aLine(MUM, 1, HOME)
    const { drill, clock, lines, changes } = aWorld([mum])
    expectOk(drill.start('no-internet'))
    expect(mum.asked()).toBe(1)
    expect(drill.view().running?.people.map(({ name, answered }) => [name, answered?.way])).toEqual([
      ['아빠', undefined],
      ['엄마', undefined],
    ])
    clock.advance(READINESS.DRILL_ASK_MS)
    expect(mum.asked()).toBe(2)
    mum.answer()
    clock.advance(1)
    const dad = aLine(DAD, 2, '/ip4/192.168.0.9/tcp/4100')
    lines.push(dad)
    const before = changes()
    drill.met(dad.device)
    dad.answer()
    dad.answer()
    expect(changes()).toBe(before + 1)
    expect(drill.view().running?.people.map(({ name, answered }) => [name, answered?.way])).toEqual([
      ['엄마', 'near'],
      ['아빠', 'near'],
    ])
  })

  it('over a line that the mode does not allow is not asked, and does not count', () => {
    const [away, relayed] = [aLine(MUM, 1, AWAY), aLine(DAD, 2, RELAYED)]
    const { drill } = aWorld([away, relayed])
    expectOk(drill.start('no-internet'))
    expect([away.asked(), relayed.asked()]).toEqual([0, 0])
  })

  it('after the end, or in the next drill, does not count', () => {
    const mum = aLine(MUM, 1, HOME)
    const { drill } = aWorld([mum])
    expectOk(drill.start('no-internet'))
    const late = expectOk(drill.stop())
    expectOk(drill.start('no-internet'))
    // The answer to the first question comes, beside that to the second.
    mum.answer()
    expect(late.people.some(({ answered }) => answered !== undefined)).toBe(false)
    expect(drill.view().running?.people[0]).toMatchObject({ name: '엄마', answered: { way: 'near' } })
  })

  it('a computer that keeps rooms answers for those whose messages it keeps', () => {
    const [mum, shop] = [aLine(MUM, 1, HOME), aLine(SHOP, 3, AWAY)]
    const { drill, pauses } = aWorld([mum, shop])
    expectOk(drill.start('carriers-only'))
    expect([mum.asked(), shop.asked(), pauses.length]).toEqual([0, 1, 0])
    shop.answer()
    expect(drill.view().running?.people).toEqual([
      { account: MUM, name: '엄마', keptBy: '가게' },
      { account: DAD, name: '아빠' },
    ])
  })
})

describe('[RDY-9] results', () => {
  it('are kept, the last READINESS.DRILL_RESULTS of them, newest first', () => {
    const mum = aLine(MUM, 1, HOME)
    const { drill, clock, store } = aWorld([mum])
    for (let round = 0; round <= READINESS.DRILL_RESULTS; round += 1) {
      expectOk(drill.start('lan-only'))
      if (round === READINESS.DRILL_RESULTS) mum.answer()
      expectOk(drill.stop())
      clock.advance(MINUTE)
    }
    const results = new DrillLog(store).list()
    expect(results).toHaveLength(READINESS.DRILL_RESULTS)
    expect(results[0]?.people[0]).toMatchObject({ name: '엄마', answered: { way: 'near' } })
    expect(results.map(({ startedAt }) => startedAt)).toEqual(results.map(({ startedAt }) => startedAt).toSorted((a, b) => b - a))
    store.transaction(() => store.values.put('drills', '9999999999999999', Uint8Array.of(1, 2, 3)))
    expect(new DrillLog(store).list()).toHaveLength(READINESS.DRILL_RESULTS)
  })

  it('of more people than READINESS.DRILL_PEOPLE keep the first', () => {
    const store = memoryStore()
    const people = Array.from({ length: READINESS.DRILL_PEOPLE + 1 }, () => ({ account: MUM, name: '엄'.repeat(2_000) }))
    new DrillLog(store).keep({ mode: 'lan-only', startedAt: 1, endedAt: 2, end: 'time', people })
    expect(new DrillLog(store).list()[0]?.people).toHaveLength(READINESS.DRILL_PEOPLE)
  })
})

describe('[RDY-6] what a mode lets through', () => {
  const ground = {
    own: () => [{ ip: parseIp('192.168.0.5') ?? new Uint8Array(4), prefix: 24 }],
    isKeeper: (who: DeviceId) => who === device(3),
  }
  const lets = (mode: Parameters<typeof modeRule>[0], text: string): boolean => {
    const address = parseAddress(text)
    if (address === undefined) throw new Error(text)
    return modeRule(mode, ground).allows(address)
  }

  it.each([
    [HOME, true, true],
    ['/ip4/10.1.2.3/tcp/1', true, false],
    ['/ip4/169.254.7.7/tcp/1', true, false],
    ['/ip4/127.0.0.1/tcp/1/ws', true, true],
    ['/ip6zone/eth0/ip6/fe80::1/tcp/1', true, true],
    ['/ip6/fd00::1/tcp/1', true, false],
    ['/ip4/100.64.0.9/tcp/1', false, false],
    [AWAY, false, false],
    ['/ip6/2001:db8::1/tcp/1', false, false],
    ['/dns/home.example/tcp/1', false, false],
    [RELAYED, false, false],
  ])('%s: no-internet %s, lan-only %s', (address, withoutInternet, onLan) => {
    expect([lets('no-internet', address), lets('lan-only', address), lets('carriers-only', address)]).toEqual([
      withoutInternet,
      onLan,
      true,
    ])
  })

  it('only keepers are talked to in carriers-only', () => {
    expect([modeRule('carriers-only', ground).admits(device(3)), modeRule('carriers-only', ground).admits(device(1))]).toEqual([
      true,
      false,
    ])
    expect(modeRule('no-internet', ground).admits(device(1))).toBe(true)
  })
})
