/** The file a passphrase is in: what is read of it, and what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { RPC } from '../../shared/limits.ts'
import { passphraseFrom } from '../../src-main/headless/passphrase.ts'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-passphrase-'))
afterAll(() => rmSync(folder, { recursive: true }))

const from = (text: string): string | undefined => {
  const file = join(folder, 'passphrase')
  writeFileSync(file, text)
  return passphraseFrom(file)
}

describe('a passphrase in a file', () => {
  it('is all of it but the last line end', () => {
    expect(from('사랑방 열쇠\n')).toBe('사랑방 열쇠')
    expect(from(' two words \r\n')).toBe(' two words ')
    expect(from('one\ntwo\n')).toBe('one\ntwo')
  })

  it('may be as long as a passphrase may be', () => {
    const longest = '열'.repeat(RPC.PASSPHRASE_CHARACTERS)
    expect(from(`${longest}\r\n`)).toBe(longest)
  })

  it.each(['', '\n', '열'.repeat(RPC.PASSPHRASE_CHARACTERS + 1)])('is none in a file of nothing or of too much (%#)', (text) => {
    expect(() => from(text)).toThrow('BAD_PASSPHRASE_FILE')
  })

  it.each(['/dev/zero', folder, join(folder, 'absent')])('is none in %s', (file) => {
    expect(() => passphraseFrom(file)).toThrow('BAD_PASSPHRASE_FILE')
  })
})
