import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSmallFile } from '../../src-main/engine/profile/files.ts'

const folders: string[] = []

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-files-'))
  folders.push(folder)
  return folder
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('a small file', () => {
  it('is its text, nothing when it is not there, and empty when it is too large to be ours', () => {
    const file = join(aFolder(), 'lock.pid')
    expect(readSmallFile(file)).toBeUndefined()
    writeFileSync(file, '42\n')
    expect(readSmallFile(file)).toBe('42\n')
    writeFileSync(file, 'x'.repeat(64 * 1024 + 1))
    expect(readSmallFile(file)).toBe('')
    expect(() => readSmallFile(join(file, 'below'))).toThrow('ENOTDIR')
  })

  it('may come and go while it is read: there or not, never an error', async () => {
    const file = join(aFolder(), 'lock.pid')
    // Another process, as the owner of a profile is one: 3,000 times there and away.
    const flicker = `const { writeFileSync, rmSync } = require('node:fs')
for (let at = 0; at < 3000; at++) { writeFileSync(process.argv[1], '42\\n'); rmSync(process.argv[1]) }`
    const owner = spawn(process.execPath, ['-e', flicker, file], { stdio: 'inherit' })
    const seen = new Set<string | undefined>()
    const ended = once(owner, 'exit')
    while (owner.exitCode === null) {
      for (let at = 0; at < 200; at++) seen.add(readSmallFile(file))
      await new Promise(setImmediate)
    }
    await ended
    for (const text of seen) expect(['42\n', '', undefined]).toContain(text)
    expect(seen.size).toBeGreaterThan(1)
  })
})
