/**
 * A press means what it began on. Where the list moves under a pointer that stands still, as a message comes just then, the browser gives the
 * click to whatever holds both what was there before and what is there now, and nothing would come of it.
 */
import { type MouseEvent, type PointerEvent, useMemo } from 'react'

/** A hand that holds still moves no further. */
const STILL_PX = 4

interface Press {
  readonly on: HTMLElement
  readonly x: number
  readonly y: number
}

export function useSteadyPress() {
  return useMemo(() => {
    let began: Press | undefined
    return {
      onPointerDownCapture({ target, button, clientX: x, clientY: y }: PointerEvent<HTMLElement>) {
        const on = target instanceof Element && button === 0 ? target.closest<HTMLElement>('button, a[href], article') : null
        began = on === null ? undefined : { on, x, y }
      },
      onClickCapture(event: MouseEvent<HTMLElement>) {
        const press = began
        began = undefined
        // Keys press, too, and so does this.
        if (press === undefined || event.detail === 0 || !press.on.isConnected) return
        if (event.target instanceof Node && press.on.contains(event.target)) return
        if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL_PX) return
        event.stopPropagation()
        press.on.click()
      },
    }
  }, [])
}
