/** The virtual list as the parts that move in it share it. */
import type { RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows.ts'

export interface Listing {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
  readonly rows: readonly Row[]
  /** Whether it stands at the newest message and shall go on doing so. */
  readonly sticks: RefObject<boolean>
}
