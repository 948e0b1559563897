import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000

/** The present time, floored to the minute, ms: what tells days, mutes and "since" by it is drawn anew once a minute, and not more often. */
export function useMinute(): number {
  return useSyncExternalStore(eachMinute, thisMinute)
}

function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
}

function eachMinute(tell: () => void): () => void {
  let timer = setTimeout(tick, untilNext())
  return () => clearTimeout(timer)

  function tick(): void {
    timer = setTimeout(tick, untilNext())
    tell()
  }
}

function untilNext(): number {
  return MINUTE_MS - (Date.now() % MINUTE_MS)
}
