/**
 * `npm run bench [-- --json FILE] [--only ROW,…] [--quick] [--full]`: the rows of design §8 that exist now, each beside its limit measured in
 * the same run. `--quick` is a tenth of everything, to see that it works; `--full` adds a room of a million messages.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bareRoundTrips, bareStreamRate } from './bare.ts'
import { measureBackup } from './backup.ts'
import { measureBundle } from './bundle.ts'
import { measureCarried } from './carried.ts'
import { fillWorld, measureAfterCut, measureCatchUp, measureMerge, writeOneByOne } from './catch-up.ts'
import { measureDiscovery, whyNoDiscovery } from './discovery.ts'
import { type Pair, copyPair, makePair } from './fill.ts'
import { type Heals, healAddress, healCarrier, healNear, healRecord, healRelay, whyNoHeal } from './heal.ts'
import { measureImport } from './import.ts'
import { measureLive } from './live.ts'
import { measureMediaStore } from './media-store.ts'
import { percentile } from './measure.ts'
import { measureTexts } from './media-texts.ts'
import { measureMedia } from './media.ts'
import { measureRelayed } from './relayed.ts'
import { type Row, printTable, writeJson } from './report.ts'
import { fillAlone, measureRooms } from './rooms.ts'
import { fillProfile, measureStart } from './start.ts'
import { measureIdleTable, measureTable } from './table.ts'

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' }, quick: { type: 'boolean' }, full: { type: 'boolean' } },
})
const scale = values.quick === true ? 10 : 1
const scratch = mkdtempSync(join(tmpdir(), 'sarangbang-bench-'))
const MB = 1_000_000
let base: Promise<Pair> | undefined
const pair = async (name: string): Promise<Pair> => copyPair(await (base ??= makePair(join(scratch, 'base'))), join(scratch, name))

/** Three cuts; the middle one counts. */
const HEALS = 3

async function heal(reach: string, measure: (trials: number) => Promise<Heals>): Promise<readonly Row[]> {
  const reason = whyNoHeal()
  if (reason !== undefined) {
    console.log(`heal, ${reach}: skipped, ${reason}`)
    return []
  }
  const all = await measure(values.quick === true ? 1 : HEALS)
  return [
    {
      name: `from the cable to the first message, ${reach}`,
      ours: percentile(all, 0.5),
      unit: 'ms',
      note: all.map((ms) => Math.round(ms)).join(', '),
    },
  ]
}

/** By the name `--only` takes. */
const MEASURES: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  bare: async () => {
    const trips = await bareRoundTrips(2_000)
    return [
      { name: 'bare TCP round trip, p50', ours: percentile(trips, 0.5), unit: 'ms' },
      { name: 'bare TCP round trip, p99', ours: percentile(trips, 0.99), unit: 'ms' },
      { name: 'bare libp2p stream', ours: await bareStreamRate(200 / scale), unit: 'MB/s' },
    ]
  },
  live: async () => {
    const { oneWay, acknowledged, tlsOneWay, tlsAcknowledged } = await measureLive(await pair('live'), scratch, 1_200 / scale)
    const row = (name: string, ours: readonly number[], tls: readonly number[], share: number): Row => {
      return { name, ours: percentile(ours, share), unit: 'ms', limit: percentile(tls, share), limitName: 'TLS', targetRatio: 2 }
    }
    return [
      row('live message, on the other disk and shown, p50', oneWay, tlsOneWay, 0.5),
      row('live message, on the other disk and shown, p99', oneWay, tlsOneWay, 0.99),
      row('live message, acknowledged, p50', acknowledged, tlsAcknowledged, 0.5),
      row('live message, acknowledged, p99', acknowledged, tlsAcknowledged, 0.99),
    ]
  },
  'catch-up-10k': async () => {
    const world = await pair('10k')
    await fillWorld(world.a, 1, 10_000 / scale)
    const { allMs, bareMs } = await measureCatchUp(world, scratch)
    return [{ name: 'catch-up of 10,000 in one room', ours: allMs, unit: 'ms', limit: bareMs, limitName: 'bare rows', target: 700 }]
  },
  merge: async () => {
    const { ms, bareMs } = await measureMerge(await pair('merge'), scratch, 1_000 / scale)
    return [{ name: 'merge of 1,000 + 1,000 written apart', ours: ms, unit: 'ms', limit: bareMs, limitName: 'bare rows', target: 150 }]
  },
  'catch-up-100k': async () => {
    const world = await pair('100k')
    await fillWorld(world.a, 50, 100_000 / scale)
    const bulk = await measureCatchUp(world, scratch)
    await writeOneByOne(world.a, 1_000 / scale)
    const more = await measureCatchUp(world, scratch)
    const afterCut = await measureAfterCut(world, 1_000 / scale)
    const bare = { limit: bulk.bareMs, limitName: 'bare rows' }
    return [
      { name: 'catch-up of 100,000 in 50 rooms: newest page of each', ours: bulk.newestMs, unit: 'ms', target: 500 },
      { name: 'catch-up of 100,000: all stored and found', ours: bulk.allMs, unit: 'ms', ...bare, targetRatio: 1.6 },
      { name: 'catch-up of 100,000: all in the index', ours: bulk.indexedMs, unit: 'ms', ...bare, targetRatio: 1.6 },
      {
        name: 'catch-up of 100,000: processor time of the receiver',
        ours: bulk.cpuMs,
        unit: 'ms',
        limit: bulk.bareCpuMs,
        limitName: 'bare rows',
        targetRatio: 1.6,
      },
      { name: 'memory after it', ours: bulk.rssBytes / MB, unit: 'MB' },
      { name: '1,000 new on top of 100,000, both running before and after a cut', ours: afterCut, unit: 'ms', target: 150 },
      {
        name: '1,000 new on top of 100,000, both just started',
        ours: more.allMs,
        unit: 'ms',
        limit: more.bareMs,
        limitName: 'bare rows',
        target: 150,
      },
    ]
  },
  backup: async () => {
    const rates = await measureBackup(scratch, 10_000 / scale, 50_000 / scale)
    const { megabytes, plainRate, stallMs, turnMs, verifyRate, wholeMs, writeRate } = rates
    const note = `${megabytes.toFixed(1)} MB, ${wholeMs.toFixed(0)} ms with copying it before and reading it after`
    return [
      { name: 'backup written', ours: writeRate, unit: 'MB/s', limit: plainRate, limitName: 'copy, synced', note },
      { name: 'backup restored into memory', ours: verifyRate, unit: 'MB/s' },
      { name: 'longest time nobody was answered meanwhile', ours: stallMs, unit: 'ms', target: 50 },
      { name: 'the same, processor time alone', ours: turnMs, unit: 'ms', target: 50 },
    ]
  },
  bundle: async () => {
    const world = await pair('bundle')
    await fillWorld(world.a, 5, 50_000 / scale)
    const { megabytes, writeRate, readRate, copyRate, bareRate, messages } = await measureBundle(world, join(scratch, 'all.sbundle'))
    const note = `${messages.toLocaleString('en')} messages, ${megabytes.toFixed(1)} MB`
    return [
      { name: 'bundle written', ours: writeRate, unit: 'MB/s', limit: copyRate, limitName: 'copy', note },
      { name: 'bundle read, all stored', ours: readRate, unit: 'MB/s', limit: bareRate, limitName: 'bare rows', note },
    ]
  },
  import: async () => {
    const { megabytes, records, rate, plainRate, memoryBytes, printedBytes } = await measureImport(
      join(scratch, 'KakaoTalk_20261122_2015_08_123_group.txt'),
      1_000_000 / scale,
    )
    const note = `${records.toLocaleString('en')} records, ${megabytes.toFixed(1)} MB`
    return [
      { name: 'exported conversation read', ours: rate, unit: 'MB/s', limit: plainRate, limitName: 'plain lines', least: 50, note },
      {
        name: 'memory of printing all of it',
        ours: memoryBytes / MB,
        unit: 'MB',
        target: (200 * 1024 * 1024) / MB,
        note: `${(printedBytes / MB).toFixed(0)} MB printed`,
      },
    ]
  },
  'media-store': async () => {
    const rates = await measureMediaStore(scratch, 1_074 / scale)
    return [
      {
        name: 'files put chunk by chunk, durable',
        ours: rates.writeRate,
        unit: 'MB/s',
        limit: rates.plainWriteRate,
        limitName: 'plain, fdatasync',
      },
      {
        name: 'files read chunk by chunk, checked',
        ours: rates.readRate,
        unit: 'MB/s',
        limit: rates.plainReadRate,
        limitName: 'plain, hashed',
      },
    ]
  },
  relay: async () => {
    const { direct, relayed } = await measureRelayed(await pair('relay'), scratch, 200 / scale, 2 / scale)
    const row = (name: string, share: number): Row => {
      const [ours, limit] = [percentile(relayed.oneWay, share), percentile(direct.oneWay, share)]
      return { name, ours, unit: 'ms', limit, limitName: 'direct' }
    }
    return [
      row('live message through a relay, on the other disk and shown, p50', 0.5),
      row('live message through a relay, on the other disk and shown, p99', 0.99),
      { name: 'many messages through a relay', ours: relayed.rate, unit: 'MB/s', limit: direct.rate, limitName: 'direct' },
    ]
  },
  media: async () => {
    const { fromOne, fromThree, bare, tuned, tls, idleTrip, busyTrip } = await measureMedia(scratch, 400 / scale)
    const texts = await measureTexts(scratch, 400 / scale, 200 / scale)
    const target = { limit: bare.rate, limitName: 'bare stream', least: 0.7 * bare.rate }
    const cpu = (name: string, ours: number, limit: number): Row => ({
      name,
      ours,
      unit: 'ms',
      limit,
      limitName: 'bare stream',
      targetRatio: 1.4,
    })
    return [
      { name: 'file from one holder, checked and durable', ours: fromOne.rate, unit: 'MB/s', ...target },
      { name: 'file from three holders, checked and durable', ours: fromThree.rate, unit: 'MB/s', ...target },
      {
        name: 'file from one holder, as far as libp2p goes in our process',
        ours: fromOne.rate,
        unit: 'MB/s',
        limit: tuned.rate,
        limitName: 'tuned stream',
      },
      { name: 'the same as a TLS copy, synced as often', ours: fromOne.rate, unit: 'MB/s', limit: tls.rate, limitName: 'TLS' },
      cpu('processor time a MB of who fetches', fromOne.here, bare.here),
      cpu('processor time a MB of who gives', fromOne.there, bare.there),
      {
        name: 'text while a file comes, on the other disk and shown, p50',
        ours: percentile(texts.busy, 0.5),
        unit: 'ms',
        limit: percentile(texts.idle, 0.5),
        limitName: 'at rest',
        targetRatio: 3,
      },
      {
        name: 'there and back on the sync stream while a file comes, p50',
        ours: busyTrip,
        unit: 'ms',
        limit: idleTrip,
        limitName: 'at rest',
        targetRatio: 3,
      },
    ]
  },
  'carried-10k': async () => {
    const { fromCarrier, fromMember } = await measureCarried(await pair('carried'), scratch, 10_000 / scale)
    const name = 'catch-up of 10,000 in one room, from a carrier'
    return [{ name, ours: fromCarrier, unit: 'ms', limit: fromMember, limitName: 'from a member' }]
  },
  start: async () => {
    const profile = join(scratch, 'profile')
    await fillProfile(profile, 50, 100_000 / scale)
    await measureStart(profile)
    const runs = [await measureStart(profile), await measureStart(profile), await measureStart(profile)]
    const middle = (of: (run: (typeof runs)[number]) => number): number => percentile(runs.map(of), 0.5)
    return [
      { name: 'start, 100,000 in 50 rooms, to ready', ours: middle(({ readyMs }) => readyMs), unit: 'ms' },
      { name: 'start, 100,000 in 50 rooms, to a room list', ours: middle(({ roomsMs }) => roomsMs), unit: 'ms', target: 400 },
      { name: 'memory, idle after start', ours: middle(({ idleBytes }) => idleBytes) / MB, unit: 'MB', target: 150 },
    ]
  },
  growth: async () => {
    const rows: Row[] = []
    const dir = join(scratch, 'growth')
    let filled = 0
    for (const count of values.full === true ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000]) {
      await fillAlone(dir, filled, count)
      filled = count
      const { startMs, openMs, sendMs, firstSearchMs, searchMs } = await measureRooms(dir)
      const isTarget = count === 100_000
      const name = count.toLocaleString('en')
      rows.push(
        { name: `start with a room of ${name}`, ours: startMs, unit: 'ms' },
        { name: `open a room of ${name} at its end`, ours: openMs, unit: 'ms', ...(isTarget && { target: 50 }) },
        { name: `send in a room of ${name}`, ours: sendMs, unit: 'ms' },
        { name: `search a word in ${name}, first`, ours: firstSearchMs, unit: 'ms' },
        { name: `search a word in ${name}`, ours: searchMs, unit: 'ms', ...(isTarget && { target: 30 }) },
      )
    }
    return rows
  },
  discovery: async () => {
    const reason = whyNoDiscovery()
    if (reason !== undefined) {
      console.log(`discovery: skipped, ${reason}`)
      return []
    }
    const { found, healed } = await measureDiscovery(values.quick === true ? 2 : 8)
    return [
      { name: 'found on one LAN without a default route, p95', ours: percentile(found, 0.95), unit: 'ms', target: 1_000 },
      { name: 'connected again after the cable is back, p95', ours: percentile(healed, 0.95), unit: 'ms', target: 2_000 },
    ]
  },
  'heal-near': () => heal('same network', healNear),
  'heal-address': () => heal('last known address', healAddress),
  'heal-relay': () => heal('through a relay', healRelay),
  'heal-carrier': () => heal('through a carrier', healCarrier),
  'heal-record': () => heal('by a record from a friend', healRecord),
  table: async () => {
    const { publishes, lookups, fromNothing, lookupRequests, publishRequests } = await measureTable(30 / scale)
    const idle = await measureIdleTable()
    return [
      { name: 'DHT lookups in 50 nodes, p50', ours: percentile(lookups, 0.5), unit: 'ms' },
      { name: 'DHT lookups in 50 nodes, p95', ours: percentile(lookups, 0.95), unit: 'ms' },
      { name: 'the same, from no node running, p50', ours: percentile(fromNothing, 0.5), unit: 'ms' },
      { name: 'the same, from no node running, p95', ours: percentile(fromNothing, 0.95), unit: 'ms' },
      { name: 'requests of a lookup, p50', ours: percentile(lookupRequests, 0.5), unit: 'frames' },
      { name: 'requests of a lookup, p95', ours: percentile(lookupRequests, 0.95), unit: 'frames' },
      { name: 'DHT publication in 50 nodes, p95', ours: percentile(publishes, 0.95), unit: 'ms' },
      { name: 'requests of a publication, p95', ours: percentile(publishRequests, 0.95), unit: 'frames' },
      { name: 'memory of a serving node, idle', ours: idle.servingBytes / MB, unit: 'MB', note: `${idle.servingTimers} timers` },
      { name: 'memory of a serving node, 8,192 values', ours: idle.fullBytes / MB, unit: 'MB' },
      { name: 'memory of a client, idle', ours: idle.clientBytes / MB, unit: 'MB', note: `${idle.clientTimers} timers` },
    ]
  },
}

const names = values.only === undefined ? Object.keys(MEASURES) : values.only.split(',')
const rows: Row[] = []
try {
  for (const name of names) {
    const measure = MEASURES[name]
    if (measure === undefined) throw new RangeError(`no row ${name}; there are ${Object.keys(MEASURES).join(', ')}`)
    console.error(`measuring ${name} …`)
    rows.push(...(await measure()))
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
printTable(rows)
if (values.json !== undefined) writeJson(values.json, rows)
