/**
 * Joins two streams into one circuit: what comes out of one goes into the other, no faster than the meter lets it. A side that is full or over its rate is not read, so that whoever sends is held back and not our memory filled.
 */
import type { Stream, StreamMessageEvent } from '@libp2p/interface'
import type { Clock } from '../../../../shared/crypto/index.ts'

export interface Meter {
  /** Counts bytes that have come. Milliseconds to wait before more may; undefined: no more at all. */
  take(bytes: number): number | undefined
}

/** Calls `ended` once, when both sides have. Returns what ends them at once. */
export function join(one: Stream, other: Stream, meter: Meter, clock: Clock, ended: () => void): () => void {
  let isOver = false
  const cancels = new Set<() => void>()
  const abort = (): void => {
    one.abort(new CircuitEnded())
    other.abort(new CircuitEnded())
  }
  const onClose = (): void => {
    // Whoever breaks off takes the other side along; whoever only stops talking does not.
    if (isBroken(one) || isBroken(other)) abort()
    if (isOver || isAlive(one) || isAlive(other)) return
    isOver = true
    for (const cancel of cancels) cancel()
    ended()
  }
  for (const stream of [one, other]) stream.addEventListener('close', onClose, { once: true })
  lead(one, other)
  lead(other, one)
  return abort

  function lead(from: Stream, to: Stream): void {
    let waits = 0
    let isEnding = false
    const hold = (): void => {
      waits += 1
      if (from.readStatus === 'readable') from.pause()
    }
    const release = (): void => {
      waits -= 1
      if (waits > 0 || isOver) return
      if (from.readStatus === 'paused') from.resume()
      settle()
    }
    /** The one who writes has said everything, and it has left: so we say so too. */
    const settle = (): void => {
      if (isEnding && waits === 0 && to.writeStatus === 'writable') to.close().catch(abort)
    }
    from.addEventListener('message', ({ data }: StreamMessageEvent) => {
      if (to.writeStatus !== 'writable') return
      const wait = meter.take(data.byteLength)
      if (wait === undefined) return abort()
      if (wait > 0) {
        hold()
        const cancel = clock.after(wait, () => {
          cancels.delete(cancel)
          release()
        })
        cancels.add(cancel)
      }
      if (to.send(data)) return
      hold()
      to.addEventListener('drain', release, { once: true })
    })
    from.addEventListener('remoteCloseWrite', () => {
      isEnding = true
      settle()
    })
    if (from.remoteWriteStatus === 'closed') {
      isEnding = true
      settle()
    }
  }
}

function isBroken({ status }: Stream): boolean {
  return status === 'aborted' || status === 'reset'
}

function isAlive({ status }: Stream): boolean {
  return status === 'open' || status === 'closing'
}

class CircuitEnded extends Error {
  override readonly name = 'CircuitEnded'
}
