/** How the programs write: which layout a file has, and what of it was seen in its beginning (IMP-10). */
import type { StampStyle } from './phone.ts'

export type Layout =
  | { readonly name: 'windows' }
  | { readonly name: 'table'; readonly isQuoting: boolean }
  | { readonly name: 'android' | 'ios'; readonly style: StampStyle }

/** How often each stood in the beginning of the file. */
export interface Seen {
  twelve: number
  twentyFour: number
  koClock: number
  enClock: number
  koDate: number
  enDate: number
  /** Stamps with nothing after them. */
  bare: number
  /** Stamps with a colon after them. */
  notices: number
  /** Lines between days that say the day of the week. */
  weekdays: number
}
