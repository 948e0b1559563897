/**
 * How fast a backup is written and read again into memory, as the engine does it while it runs, beside a plain copy of the same bytes on the
 * same disk; and how long the engine answers nobody meanwhile.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, copyFileSync, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemRng } from '../../shared/crypto/index.ts'
import { memoryMediaStore } from '../../shared/media/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { createBackupDesk, verifyBackup } from '../../src-main/engine/backup/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { makeProfile } from '../../src-main/engine/make-profile.ts'
import { openDatabase } from '../../src-main/engine/open-database.ts'
import type { DiskStore } from '../../src-main/engine/store/index.ts'
import { systemClock } from '../../src-main/engine/system-clock.ts'
import { aMessage } from '../contract/store-rows.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { textOf } from './fill.ts'

const PIECE_BYTES = 24 * 1024
const MB = 1_000_000
const PASSPHRASE = 'a bench'
const PULSE_MS = 2
const ROWS_PER_COMMIT = 1_000
const US_PER_MS = 1_000

/** Rates in MB/s of the finished file. */
export interface BackupRates {
  readonly megabytes: number
  readonly writeRate: number
  readonly verifyRate: number
  readonly plainRate: number
  /** From the first step to the name of the file: copying, writing, reading again. */
  readonly wholeMs: number
  /** The longest time within which nothing else got its turn. */
  readonly stallMs: number
  /** The most processor time between two turns of others: what of that is ours, whatever else runs on the machine. */
  readonly turnMs: number
}

export async function measureBackup(scratch: string, pieces: number, messages: number): Promise<BackupRates> {
  const folder = mkdtempSync(join(scratch, 'backup-'))
  const profile = join(folder, 'profile')
  expectOk(await makeProfile({ profile, name: 'Mum', deviceName: 'Mum', language: 'ko', clock: systemClock }))
  const database = expectOk(await openDatabase({ profile, create: false }))
  try {
    const { store } = database
    store.transaction(() => {
      for (let n = 0; n < pieces; n++) store.values.put('faces', `of nobody ${n}`, randomBytes(PIECE_BYTES))
    })
    for (let n = 0; n < messages; n += ROWS_PER_COMMIT) {
      store.messages.insert(
        Array.from({ length: Math.min(ROWS_PER_COMMIT, messages - n) }, (_, at) => aMessage({ n: n + at, text: textOf(n + at) })),
      )
    }
    // What the engine does by itself after such a flood is not what is measured.
    if (isOnDisk(store)) store.indexNow()
    store.purgeErased()
    const began = new Map<string, number>()
    const desk = createBackupDesk({
      store,
      media: memoryMediaStore({ crypto: nodeCrypto(), clock: systemClock }),
      profile: database.profile,
      clock: systemClock,
      rng: systemRng(),
      changed: ({ running }) => {
        const step = running?.step ?? 'done'
        if (!began.has(step)) began.set(step, performance.now())
      },
    })
    const pulse = new Pulse()
    const { file, bytes } = expectOk(await desk.write({ to: folder, passphrase: PASSPHRASE }))
    const { stallMs, turnMs } = pulse.stop()
    await desk.stop()
    const between = (from: string, to: string): number => (began.get(to) ?? NaN) - (began.get(from) ?? NaN)
    const verifyMs = await timed(async () => expectOk(await verifyBackup(file, { passphrase: PASSPHRASE })))
    const plainMs = await timed(async () => {
      const plain = join(folder, 'plain')
      copyFileSync(file, plain)
      const handle = openSync(plain, 'r+')
      fsyncSync(handle)
      closeSync(handle)
    })
    const megabytes = bytes / MB
    const rate = (ms: number): number => megabytes / (ms / 1000)
    return {
      megabytes,
      writeRate: rate(between('writing', 'verifying')),
      verifyRate: rate(verifyMs),
      plainRate: rate(plainMs),
      wholeMs: between('copying', 'done'),
      stallMs,
      turnMs,
    }
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The longest time between two of its beats, less what lies between them anyway. */
class Pulse {
  #stallMs = 0
  #turnMs = 0
  #last = performance.now()
  #lastSpent = spentMs()
  readonly #timer = setInterval(() => this.#beat(), PULSE_MS)

  stop(): { readonly stallMs: number; readonly turnMs: number } {
    this.#beat()
    clearInterval(this.#timer)
    return { stallMs: this.#stallMs, turnMs: this.#turnMs }
  }

  #beat(): void {
    const [now, spent] = [performance.now(), spentMs()]
    this.#stallMs = Math.max(this.#stallMs, now - this.#last - PULSE_MS)
    this.#turnMs = Math.max(this.#turnMs, spent - this.#lastSpent)
    this.#last = now
    this.#lastSpent = spent
  }
}

/** Processor time of this thread. */
function spentMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / US_PER_MS
}

function isOnDisk(store: Store): store is DiskStore {
  return 'indexNow' in store
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
