/** A file on its way takes little memory: what is read, sent, checked and written is a few chunks at a time. */
import { test } from 'vitest'
import { expectLittleMemory } from './memory.ts'

test('[MEDIA-47][MEDIA-53] a file of 256 MiB makes neither side grow by more than 64 MiB', { timeout: 300_000 }, () =>
  expectLittleMemory(256, 240_000),
)
