/** Toy peers, the lines between them and their common clock; nothing moves but through `run`. */
import type { Clock } from '../../shared/crypto/index.ts'
import { FakeClock } from './fake-clock.ts'
import { StreamPair, type StreamPairOptions } from './stream-pair.ts'
import { ToyPeer, type ToyRoom } from './toy-room.ts'

export class ToyNet {
  readonly clock = new FakeClock()
  readonly lines = new Set<StreamPair>()

  peer(name: string, clock: Clock = this.clock): ToyPeer {
    return new ToyPeer(name, clock)
  }

  connect(a: ToyPeer, b: ToyPeer, options?: StreamPairOptions): StreamPair {
    const line = new StreamPair({ device: a.device }, { device: b.device }, options)
    this.lines.add(line)
    a.hub.attach(line.a)
    b.hub.attach(line.b)
    return line
  }

  /** Delivers and lets time pass, until `ms` have gone by. */
  run(ms = 200, chunkBytes?: number): void {
    const end = this.clock.now() + ms
    for (;;) {
      this.deliver(chunkBytes)
      const next = this.clock.next
      if (next === undefined || this.clock.now() + next > end) break
      this.clock.advance(next)
    }
    this.clock.advance(end - this.clock.now())
    this.deliver(chunkBytes)
  }

  deliver(chunkBytes?: number): void {
    for (let isMoving = true; isMoving;) {
      isMoving = false
      for (const line of this.lines) {
        if (!line.isOpen) this.lines.delete(line)
        else if (line.step(chunkBytes)) isMoving = true
      }
    }
  }
}

/** Rooms of that name at all peers, all admitted by the first, whose governance all have. */
export function roomOf(name: string, peers: readonly ToyPeer[]): readonly ToyRoom[] {
  const rooms = peers.map((peer) => peer.join(name))
  const [first, ...others] = rooms
  if (first === undefined) return rooms
  for (const peer of peers) first.govern('+', peer.device)
  for (const other of others) for (const [device, chain] of first.gov) other.gov.set(device, [...chain])
  return rooms
}
