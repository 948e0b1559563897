/** Enter while writing, whatever the input method and the browser make of it. */
import { describe, expect, it } from 'vitest'
import { type PressedKey, sends } from '../../src-renderer/app/composer/send-key.ts'

const enter = (more: Partial<PressedKey> = {}): PressedKey => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

describe('Enter', () => {
  it.each([
    ['sends', enter(), true, true],
    ['with Shift begins a line', enter({ shiftKey: true }), true, false],
    ['with Alt does nothing of ours', enter({ altKey: true }), true, false],
    ['with Ctrl sends too', enter({ ctrlKey: true }), true, true],
    ['begins a line where it is not to send', enter(), false, false],
    ['with Ctrl sends where it alone does not', enter({ ctrlKey: true }), false, true],
    ['with Cmd sends where it alone does not', enter({ metaKey: true }), false, true],
    ['with Ctrl and Shift never sends', enter({ ctrlKey: true, shiftKey: true }), false, false],
  ])('%s', (_, key, enterSends, isSent) => {
    expect(sends(key, enterSends)).toBe(isSent)
  })

  it.each([true, false])('never sends half a syllable (enterSends %s)', (enterSends) => {
    for (const modifier of [{}, { ctrlKey: true }, { metaKey: true }]) {
      expect(sends(enter({ ...modifier, isComposing: true, keyCode: 229 }), enterSends)).toBe(false)
      // Safari has ended the composition already when it tells of the key.
      expect(sends(enter({ ...modifier, keyCode: 229 }), enterSends)).toBe(false)
      // Some only say that something is composed.
      expect(sends(enter({ ...modifier, isComposing: true }), enterSends)).toBe(false)
    }
  })
})
