/** CLK-3: the order of a timeline, the same for everybody. */
import type { MessageId } from '../../ids/index.ts'

/** A place in a timeline: effective time, its counter, message id. */
export interface Cursor {
  readonly t: number
  readonly c: number
  readonly id: MessageId
}

/** Negative, zero or positive. */
export function compareCursor(a: Cursor, b: Cursor): number {
  return a.t - b.t || a.c - b.c || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
