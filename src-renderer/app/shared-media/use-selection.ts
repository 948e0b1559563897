/** What is selected of what is shown: by clicks and keys that say so, and let go of by Escape. */
import { type KeyboardEvent, type MouseEvent, useMemo, useState } from 'react'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { isFile, keyOf } from './shared-item.ts'
import { allOf, NOTHING_SELECTED, type Selection, withRange, withToggled } from './selection.ts'

export interface SelectionActs {
  /** What is not shown any more is not among them. */
  readonly selected: readonly SharedFile[]
  readonly has: (key: string) => boolean
  readonly toggle: (key: string) => void
  /** As by Shift: from where a range began, or from `from`. */
  readonly reach: (from: string, to: string) => void
  readonly all: () => void
  readonly stop: () => void
}

/** `items` in the order they stand; `everything`: those that were not read yet as well. */
export function useSelection(items: readonly SharedFile[], everything: () => Promise<readonly SharedFile[]>): SelectionActs {
  const [selection, select] = useState(NOTHING_SELECTED)
  const selected = useMemo(() => items.filter((item) => selection.keys.has(keyOf(item))), [items, selection])
  const all = () => {
    const shown = allOf(items.map(keyOf))
    select(shown)
    // Unless something else was selected meanwhile.
    void everything().then((read) => select((now: Selection) => (now === shown ? allOf(read.map(keyOf)) : now)))
  }
  return {
    selected,
    has: (key) => selection.keys.has(key),
    toggle: (key) => select((now) => withToggled(now, key)),
    reach: (from, to) => select((now) => withRange(now, items.map(keyOf), from, to)),
    all,
    stop: () => select(NOTHING_SELECTED),
  }
}

/** True when a click on `item` was one to select by. On a link Ctrl and Shift are the browser's until something is selected. */
export function selectByClick(event: MouseEvent, item: SharedFile, from: string | undefined, acts: SelectionActs): boolean {
  const { target, shiftKey, ctrlKey, metaKey } = event
  if (!(target instanceof Element) || target.closest('input, [aria-haspopup]') !== null) return false
  const isSelecting = acts.selected.length > 0
  if (!isSelecting && (target.closest('a') !== null || !(shiftKey || ctrlKey || metaKey))) return false
  if (shiftKey) acts.reach(from ?? keyOf(item), keyOf(item))
  else acts.toggle(keyOf(item))
  return true
}

/** True where Space and arrows are another control’s: what plays has keys of its own, and a menu opens. */
export function hasOwnKeys({ target }: KeyboardEvent, item: SharedFile): boolean {
  if (!(target instanceof Element) || target.matches('input[type="checkbox"]')) return false
  const isPlayed = isFile(item) && (item.attachment.sort === 'voice' || item.attachment.sort === 'audio')
  return isPlayed || target.closest('[aria-haspopup]') !== null
}
