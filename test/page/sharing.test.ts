import { describe, expect, it } from 'vitest'
import { ARCHIVE } from '../../shared/limits.ts'
import { sharingOf } from '../../src-renderer/app/timeline/sharing.ts'
import { imported, message } from './messages.ts'

const some = (count: number) => Array.from({ length: count }, (_, index) => imported(index + 1))

describe('[ARC-8] sharing chosen messages', () => {
  it('takes as many as the engine does, and none that were said here', () => {
    expect(sharingOf([])).toBe('none')
    expect(sharingOf([message(1)])).toBe('none')
    expect(sharingOf([message(1), imported(2)])).toBe('apart')
    expect(sharingOf(some(ARCHIVE.SHARED))).toBe('ready')
    expect(sharingOf(some(ARCHIVE.SHARED + 1))).toBe('too-many')
  })
})
