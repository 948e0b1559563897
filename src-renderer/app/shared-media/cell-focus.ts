/** Where the keyboard stands among the things of a room: in cells, each with a control of its own and a mark to select it by. */
import type { KeyboardEvent } from 'react'
import { neighbourIn } from './grid-keys.ts'

/** True when the focus went somewhere. Rows have one column, and a button at their end that Tab leads to. */
export function walk({ key, currentTarget, target }: KeyboardEvent<HTMLElement>, isGrid: boolean): boolean {
  if (!(target instanceof Element)) return false
  if (!isGrid && (key === 'ArrowLeft' || key === 'ArrowRight')) return false
  const cells = [...currentTarget.querySelectorAll<HTMLElement>('[data-cell]')]
  const from = target.closest<HTMLElement>('[data-cell]')
  const next = from === null ? undefined : neighbourIn(cells, from, key)
  return next !== undefined && focusOn(next)
}

/** The one of that key, wherever it stands in `list`. */
export function focusCell(list: HTMLElement | null, key: string | undefined): void {
  const cell = key === undefined ? undefined : list?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(key)}"]`)
  if (cell !== undefined && cell !== null) focusOn(cell)
}

export function isMark(target: EventTarget): boolean {
  return target instanceof Element && target.matches('input[type="checkbox"]')
}

/** Of what is done with several. */
export function isInBar(): boolean {
  return document.activeElement?.closest('[role="toolbar"]') !== null
}

/** What a press would do something with. */
function focusOn(cell: HTMLElement): boolean {
  const control = cell.querySelector<HTMLElement>('button, a[href]')
  control?.focus()
  control?.scrollIntoView({ block: 'nearest' })
  return control !== null
}
