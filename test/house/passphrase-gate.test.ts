import { expect, test } from 'vitest'
import { RPC } from '../../shared/limits.ts'
import { PassphraseGate } from '../../src-main/engine/host/passphrase-gate.ts'

test('[RPC-16] wrong passphrases make the next wait twice as long, up to the longest one, and a right one ends that', () => {
  let now = 1_800_000_000_000
  const gate = new PassphraseGate({ now: () => now, after: () => () => undefined })
  const wait = (): number => (gate.retryAt() ?? now) - now
  for (let tries = 1; tries < RPC.PASSPHRASE_FREE_TRIES; tries += 1) gate.wrong()
  expect(wait()).toBe(0)
  gate.wrong()
  expect(wait()).toBe(RPC.PASSPHRASE_WAIT_MS)
  gate.wrong()
  expect(wait()).toBe(2 * RPC.PASSPHRASE_WAIT_MS)
  for (let tries = 0; tries < 100; tries += 1) gate.wrong()
  expect(wait()).toBe(RPC.PASSPHRASE_WAIT_MAX_MS)
  // The clock is set back by a year: nobody waits a year.
  now -= 31_536_000_000
  expect(wait()).toBe(RPC.PASSPHRASE_WAIT_MAX_MS)
  now += RPC.PASSPHRASE_WAIT_MAX_MS
  expect(gate.retryAt()).toBeUndefined()
  gate.right()
  gate.wrong()
  expect(gate.retryAt()).toBeUndefined()
})
