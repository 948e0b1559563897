/**
 * How fast rooms go into a file and out of it. Writing stands beside copying the same bytes with an fsync; reading beside inserting the same rows
 * bare, as a catch-up does: a bundle is small for what it holds, and most of reading is making rows.
 */
import { closeSync, copyFileSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { RPC } from '../../shared/limits.ts'
import { rowsIn } from './catch-up.ts'
import { type Pair, settle, valueOf } from './fill.ts'
import { monotonicMs } from './measure.ts'
import { openPeer } from './peer.ts'
import { bareInsert } from './store-limit.ts'

export interface BundleRates {
  readonly megabytes: number
  readonly writeRate: number
  readonly readRate: number
  readonly copyRate: number
  /** Of the file's bytes, if all there was to do were the rows. */
  readonly bareRate: number
  readonly messages: number
}

const MB = 1_000_000

/** `a` writes all it has that `b` lacks; `b`, with a real store, reads it. */
export async function measureBundle({ a, b }: Pair, file: string): Promise<BundleRates> {
  const from = openPeer(a, '엄마')
  const writeStart = monotonicMs()
  const writing = valueOf(from.messenger.bundles.write({ target: { to: 'all' } }))
  const out = openSync(file, 'w')
  for (let step = writing.next(); step.done !== true; step = writing.next()) {
    if (step.value.type === 'bytes') writeSync(out, step.value.bytes)
  }
  fsyncSync(out)
  closeSync(out)
  const writeMs = monotonicMs() - writeStart
  await from.close()

  const copyStart = monotonicMs()
  copyFileSync(file, `${file}.copy`)
  const copied = openSync(`${file}.copy`, 'r')
  fsyncSync(copied)
  closeSync(copied)
  const copyMs = monotonicMs() - copyStart

  const to = openPeer(b, '가게')
  const bytes = readFileSync(file)
  const readStart = monotonicMs()
  const reading = to.messenger.bundles.read()
  for (let at = 0; at < bytes.length; at += RPC.BUNDLE_CHUNK_BYTES) valueOf(reading.push(bytes.subarray(at, at + RPC.BUNDLE_CHUNK_BYTES)))
  const { messages, damaged, waiting } = reading.summary()
  const readMs = monotonicMs() - readStart
  reading.close()
  await settle(200)
  await to.close()
  if (damaged + waiting > 0 || messages === 0) throw new Error(`${messages} read, ${damaged} damaged, ${waiting} waiting`)
  const bare = bareInsert(`${file}.bare.db`, (await rowsIn(b)).slice(-messages))
  const megabytes = statSync(file).size / MB
  const rate = (ms: number): number => megabytes / (ms / 1000)
  return { megabytes, writeRate: rate(writeMs), readRate: rate(readMs), copyRate: rate(copyMs), bareRate: rate(bare.ms), messages }
}
