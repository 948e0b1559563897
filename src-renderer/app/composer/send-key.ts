/**
 * What Enter does while writing (ui.md §6). While an input method composes it belongs to the input method: `isComposing` says so, and
 * Safari, which ends the composition before it tells of the key, still gives the code 229.
 */
export interface PressedKey {
  readonly key: string
  readonly keyCode: number
  readonly isComposing: boolean
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const COMPOSING = 229

export function isComposed({ isComposing, keyCode }: Pick<PressedKey, 'isComposing' | 'keyCode'>): boolean {
  return isComposing || keyCode === COMPOSING
}

export function sends(pressed: PressedKey, enterSends: boolean): boolean {
  if (pressed.key !== 'Enter' || isComposed(pressed) || pressed.shiftKey || pressed.altKey) return false
  return enterSends || pressed.ctrlKey || pressed.metaKey
}
