/**
 * When questions are answered (RFC 6762 §6): after a random moment, so that not all answer at once, and not again right away however often
 * we are asked. One answer serves all who asked meanwhile.
 */
import type { Clock, Rng } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'

export interface Answers {
  /** Somebody asked: `answer` runs when it is time. */
  asked(): void
  /** We spoke, asked or not: whoever asked has heard it, and the next answer keeps its distance. */
  spoke(): void
  stop(): void
}

export function createAnswers({ clock, rng }: { readonly clock: Clock; readonly rng: Rng }, answer: () => void): Answers {
  let spokeAt = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | undefined
  const stop = (): void => {
    cancel?.()
    cancel = undefined
  }
  return {
    asked() {
      if (cancel !== undefined) return
      const jitter = ((rng.bytes(1)[0] ?? 0) / 255) * RESOURCE.MDNS_ANSWER_JITTER_MS
      const earliest = spokeAt + RESOURCE.MDNS_ANSWER_GAP_MS
      // Never longer than the gap, whatever the wall clock was set to meanwhile.
      const delay = Math.max(jitter, Math.min(RESOURCE.MDNS_ANSWER_GAP_MS, earliest - clock.now()))
      cancel = clock.after(delay, () => {
        cancel = undefined
        answer()
      })
    },
    spoke() {
      spokeAt = clock.now()
      stop()
    },
    stop,
  }
}
