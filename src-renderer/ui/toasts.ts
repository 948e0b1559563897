/**
 * What is said in passing: one at a time, the newest. `showToast` may be called from anywhere; the page shows it by `Toasts`. Never for
 * an error that needs something done, and never for a decision.
 */
import type { LucideIcon } from 'lucide-react'

export interface ToastText {
  readonly text: string
  readonly icon?: LucideIcon | undefined
  readonly undo?: (() => void) | undefined
}

export interface Toast extends ToastText {
  readonly id: number
}

const listeners = new Set<() => void>()
let current: Toast | undefined
let count = 0

export function showToast(toast: ToastText): void {
  count += 1
  current = { ...toast, id: count }
  tell()
}

/** Closes the toast of this number; without one, whichever is shown. */
export function closeToast(id?: number): void {
  if (current === undefined || (id !== undefined && current.id !== id)) return
  current = undefined
  tell()
}

export const currentToast = (): Toast | undefined => current

export function whenToastChanges(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}
