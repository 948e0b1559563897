/** Brings a million messages in and takes them back, in a process of its own whose memory can be told; prints what it took. */
import { setImmediate } from 'node:timers/promises'
import { openSqliteStore } from '../../../src-main/engine/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { SEOUL, said } from '../../harness/imported.ts'
import { Village } from '../../harness/village.ts'
import { STORE_KEY } from '../../store/sqlite-file.ts'

const [file = '', given = ''] = process.argv.slice(2)
const count = Number(given)
const MIB = 1024 * 1024
const store = openSqliteStore({ file, key: STORE_KEY, mustExist: true })
const village = new Village()
const { messenger } = village.personOn('엄마', store)

function peak(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
/** What is held, not what waits to be collected. */
let held = 0
function look(): void {
  globalThis.gc?.()
  held = Math.max(held, Math.round((process.memoryUsage().heapUsed + process.memoryUsage().external) / MIB))
}

async function brought() {
  const batch = expectOk(messenger.imports.begin(['million.txt']))
  const chat = expectOk(batch.chat({ ...SEOUL, target: { to: 'new', title: '백만' } }, '백만'))
  for (let seq = 0; seq < count; seq++) {
    const minute = Math.floor(seq / 5)
    const day = Math.floor(minute / 1440)
    const time = `${2000 + Math.floor(day / 336)}-${two(1 + (Math.floor(day / 28) % 12))}-${two(1 + (day % 28))}T${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`
    if (seq % 5_000 === 0) await setImmediate()
    if (seq % 100_000 === 0) look()
    chat.take({ ...said(time, seq % 3 === 0 ? '나' : `사람 ${seq % 40}`, `그날의 ${seq % 1000}번째 이야기 ${seq}`), seq })
  }
  chat.end()
  return expectOk(batch.done())
}
function two(value: number): string {
  return String(value).padStart(2, '0')
}

const before = Math.round(process.memoryUsage().rss / MIB)
let at = performance.now()
const lap = (): number => {
  const took = Math.round(performance.now() - at)
  at = performance.now()
  return took
}
const first = await brought()
const firstMs = lap()
const peakFirst = peak()
const again = await brought()
const againMs = lap()
const peakAgain = peak()
const [archive] = messenger.imports.archives()
const undone = expectOk(messenger.imports.undo(first.batch))
const noted = lap()
// Nobody sees it any more; it goes some at a time.
let isGone = false
void messenger.imports.takenBack().then(() => (isGone = true))
for (let step = 0; !isGone && step < count; step++) {
  village.clock.advance(1)
  await setImmediate()
}
const undoMs = lap()
const left = store.messages.page(1_000_000_000, 10).length
process.stdout.write(
  `${JSON.stringify({ messages: first.messages, again: again.messages, known: again.known, listed: archive?.messages, undone: undone.messages, left, before, held, peakFirst, peakAgain, peak: peak(), firstMs, againMs, noted, undoMs })}\n`,
)
store.close()
