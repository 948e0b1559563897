/** The same as memory.peers.test.ts with a film: eight times the size, no more memory. */
import { test } from 'vitest'
import { expectLittleMemory } from './memory.ts'

test('[MEDIA-47][MEDIA-53] a file of 2 GiB makes neither side grow by more than 64 MiB', { timeout: 1_800_000 }, () =>
  expectLittleMemory(2048, 1_500_000),
)
