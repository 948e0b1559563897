/** Whatever the importers notice in a file, a person is told in a sentence of his own language. */
import { describe, expect, it } from 'vitest'
import { importWarnings, isImportWarning, translator } from '../../shared/i18n/index.ts'
import { WARNING_CODES } from '../../shared/importers/index.ts'

describe('[ARC-9] what was noticed in a file', () => {
  it.each(WARNING_CODES)('%s has a sentence for one of it and for several, in both languages', (code) => {
    expect(isImportWarning(code)).toBe(true)
    for (const language of ['ko', 'en'] as const) {
      const say = translator(importWarnings, language)
      const [one, many] = [say(`${code}1`), say(code, { count: '1,234' })]
      expect(one).not.toBe('')
      expect(one).not.toMatch(/[{}]|_/)
      expect(many).toContain('1,234')
      expect(many).not.toContain(code)
    }
  })

  it('has no sentence for what nobody notices, and says nothing of codes of a later version', () => {
    const known = new Set<string>(WARNING_CODES.flatMap((code) => [code, `${code}1`]))
    expect(Object.keys(importWarnings).filter((key) => !known.has(key))).toEqual([])
    for (const code of ['', 'toString', '__proto__', 'BAD_LINE1', 'LATER']) expect(isImportWarning(code), code).toBe(false)
  })
})
