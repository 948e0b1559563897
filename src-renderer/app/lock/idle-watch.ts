/**
 * Locks when nobody has touched the page for so long. Time is that of the clock on the wall: timers stand still while a computer sleeps or
 * a page is hidden, so on every sign of life it is first looked at how long the silence was, and only then taken for a new beginning.
 */

export interface IdleDeps {
  now(): number
  /** Runs later; the returned function calls it off. */
  after(ms: number, run: () => void): () => void
  idle(): void
}

export interface IdleWatch {
  /** A sign of life. */
  touched(): void
  /** The page came back to the front, or the computer woke. */
  look(): void
  stop(): void
}

export function watchIdleness(limitMs: number, { now, after, idle }: IdleDeps): IdleWatch {
  let touchedAt = now()
  let isOver = false
  let cancel = after(limitMs, look)

  function look(): void {
    if (isOver) return
    const left = touchedAt + limitMs - now()
    cancel()
    if (left <= 0) {
      isOver = true
      idle()
    } else cancel = after(left, look)
  }

  return {
    touched() {
      if (isOver) return
      const at = now()
      if (at - touchedAt >= limitMs) look()
      else touchedAt = at
    },
    look,
    stop() {
      isOver = true
      cancel()
    },
  }
}
