/** A double click is one press: its second click is not meant for what the first one has begun. Keys press as often as they are pressed. */
import type { MouseEvent } from 'react'

export function onFirstClick(press: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail <= 1) press()
  }
}
