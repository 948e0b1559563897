import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { BlockIntake } from '../../shared/sync/feed-intake.ts'
import type { WireBlock } from '../../shared/sync/index.ts'

const block = (isSigned: boolean, bytes = 10): WireBlock => ({
  header: new Uint8Array(5),
  signature: isSigned ? new Uint8Array(64) : undefined,
  body: new Uint8Array(bytes),
})

describe('what came and is not handed over yet', () => {
  it('[SYNC-9] is never torn between a block without signature and the end of its run', () => {
    const intake = new BlockIntake()
    for (const isSigned of [true, false, false]) intake.add(block(isSigned), 1)
    expect(intake.take().blocks).toHaveLength(1)
    intake.add(block(true), 1)
    expect(intake.take().blocks).toHaveLength(3)
    intake.add(block(false), 1)
    expect(intake.take().blocks).toEqual([])
    intake.end(1, true)
    expect(intake.take()).toMatchObject({ blocks: [{}], ends: [{ number: 1, complete: true }] })
    expect(intake.isEmpty).toBe(true)
  })

  it('[LIM] is full at 1 MiB and bounded however it is signed', () => {
    const intake = new BlockIntake()
    intake.add(block(false, RESOURCE.WANT_BYTES), undefined)
    expect([intake.isFull, intake.take().blocks.length]).toEqual([true, 0])
    intake.add(block(false, RESOURCE.WANT_BYTES), undefined)
    expect(intake.take().blocks).toHaveLength(2)
  })
})
