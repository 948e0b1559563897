/** What has passed through a stream does not stay in memory until the machine takes fright. */
import { expect, test } from 'vitest'
import { collectsYoungBuffers } from '../../src-main/engine/young-buffers.ts'

const MIB = 1024 * 1024
const PIECE_BYTES = 64 * 1024

test('buffers that were passed on are let go of every few MiB, whoever else makes none', () => {
  const passed = collectsYoungBuffers()
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  for (let bytes = 0; bytes < 256 * MIB; bytes += PIECE_BYTES) {
    passed(new Uint8Array(PIECE_BYTES).length)
    if (bytes % MIB === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(16 * MIB)
})

test('nobody else is handed the collector', () => {
  collectsYoungBuffers()
  expect('gc' in globalThis).toBe(false)
})
