/**
 * `npm run bench:ui [-- --json FILE] [--quick]`: what a person waits for in the page, each beside its limit. A real engine in its own process, a
 * real browser, a room of 100,000 messages. `--quick` is a hundredth of that, to see that it works.
 */
import { parseArgs } from 'node:util'
import { isBuildFresh } from '../../scripts/launch/build-state.mjs'
import { build } from '../../scripts/electron-build.ts'
import { median } from '../bench/measure.ts'
import { printTable, type Row, writeJson } from '../bench/report.ts'
import { launchChromium } from '../harness/browser/index.ts'
import {
  measureIncoming,
  measureMemory,
  measureOpenRoom,
  measureScroll,
  measureSearch,
  measureSend,
  measureStart,
  type Opened,
  visit,
} from './measures.ts'
import { measureWindowStarts } from './window-start.ts'
import { makeWorld } from './world.ts'

const { values } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean' } } })
const isQuick = values.quick === true
const RUNS = isQuick ? 3 : 7
const KIB = 1_024
const MB = 1_000_000

if (!isBuildFresh() && !build()) throw new Error('the build failed')
console.error('filling …')
const world = await makeWorld(isQuick ? { long: 1_000, rooms: 25, short: 20 } : { long: 100_000, rooms: 50, short: 200 })
const browser = await launchChromium()
const rows: Row[] = []
try {
  console.error('starting …')
  const starts: Opened[] = []
  for (let run = 0; run < 3; run++) {
    await world.self.stop()
    await starts.at(-1)?.view.close()
    starts.push(await measureStart(browser, world))
  }
  const last = starts.at(-1)
  if (last === undefined) throw new Error('nothing was started')
  const { page } = last.view
  await world.self.until('the other is here', async () =>
    (await world.self.ask('status.get')).contacts.some(({ reach }) => reach === 'connected'),
  )
  rows.push(
    {
      name: 'from the start of the process to a list of rooms',
      ours: median(starts.map(({ usableMs }) => usableMs)),
      unit: 'ms',
      target: 1_500,
    },
    { name: 'page: scripts, styles and document, gzip', ours: last.gzipBytes / KIB, unit: 'KiB', target: 350 },
    { name: 'page: fonts of a Korean list of rooms', ours: last.fontBytes / KIB, unit: 'KiB' },
  )

  console.error('opening, sending, receiving …')
  const [beside] = world.short
  if (beside === undefined) throw new Error('there is one room only')
  const opens: number[] = []
  const sends: number[] = []
  const incomings: number[] = []
  for (let run = 0; run < RUNS; run++) opens.push(await measureOpenRoom(page, beside.name, world.long.name))
  for (let run = 0; run < RUNS; run++) sends.push(await measureSend(page, `보낸 말 ${run}`))
  for (let run = 0; run < RUNS; run++) incomings.push(await measureIncoming(page, world, `받은 말 ${run}`))
  rows.push(
    { name: 'open a room of 100,000', ours: median(opens), unit: 'ms', target: 120 },
    { name: 'own message painted after Enter', ours: median(sends), unit: 'ms', target: 50 },
    { name: 'message painted after the other side wrote it', ours: median(incomings), unit: 'ms', target: 100 },
  )

  console.error('scrolling …')
  const { worstMs, longFrames, blankFrames } = await measureScroll(page, 240, 400)
  rows.push(
    { name: 'scroll of 240 frames, 400 px each: longest frame', ours: worstMs, unit: 'ms', target: 50 },
    { name: 'the same: frames over 50 ms', ours: longFrames, unit: 'frames', target: 0 },
    { name: 'the same: frames with a blank row', ours: blankFrames, unit: 'frames', target: 0 },
  )

  console.error('searching …')
  const searches = await measureSearch(page, ['시', '장', '에', '서', '사'])
  rows.push({ name: 'search as one types, each key', ours: median(searches), unit: 'ms', target: 60 })

  console.error('walking through 20 rooms …')
  await visit(
    page,
    world.short.slice(0, 20).map(({ name }) => name),
  )
  const memory = await measureMemory(browser, page)
  rows.push(
    { name: 'memory of the page after 20 rooms: its process', ours: memory.process / MB, unit: 'MB', target: 150 },
    { name: 'the same: its objects', ours: memory.heap / MB, unit: 'MB' },
  )
  console.error('starting the window …')
  const { profile } = await world.self.ask('status.get')
  rows.push({
    name: 'window: from its start to a list of rooms, engine running',
    ours: median(await measureWindowStarts(profile, world.long.name, 3)),
    unit: 'ms',
    target: 1_500,
  })
  for (const trouble of last.view.troubles()) console.error(`the page complained: ${trouble}`)
} finally {
  await browser.close()
  await world.neighbourhood.close()
}
printTable(rows)
if (values.json !== undefined) writeJson(values.json, rows)
