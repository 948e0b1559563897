/**
 * A press on the microphone button. Let go at once, it was a tap, and recording goes on with free hands; held, letting go sends, and pulling away
 * throws away. It is followed on the whole window, because the button goes away beneath the finger.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'

export type HoldState = 'held' | 'away' | 'tapped' | 'released' | 'dropped'

export interface Hold {
  readonly store: StoreApi<HoldState>
}

const TAP_MS = 350
const AWAY_PX = 80

export interface Press {
  readonly pointerId: number
  readonly clientX: number
  readonly clientY: number
  readonly timeStamp: number
}

export function followPress(press: Press): Hold {
  const store = createStore<HoldState>(() => 'held')
  const over = new AbortController()
  const end = (state: HoldState): void => {
    over.abort()
    store.setState(state, true)
  }
  const isIt = (event: PointerEvent) => event.pointerId === press.pointerId
  const listening = { signal: over.signal }
  addEventListener(
    'pointermove',
    (event) => {
      if (!isIt(event)) return
      const isAway = Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) > AWAY_PX
      if (store.getState() !== (isAway ? 'away' : 'held')) store.setState(isAway ? 'away' : 'held', true)
    },
    listening,
  )
  addEventListener(
    'pointerup',
    (event) => {
      if (!isIt(event)) return
      if (store.getState() === 'away') end('dropped')
      else end(event.timeStamp - press.timeStamp < TAP_MS ? 'tapped' : 'released')
    },
    listening,
  )
  // The system took the finger for something else: nothing is lost by going on.
  addEventListener('pointercancel', (event) => isIt(event) && end('tapped'), listening)
  return { store }
}
