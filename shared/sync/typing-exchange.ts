/**
 * SYNC-18: that somebody writes just now, between two live devices of one room. Told only to who announced that it knows the frame, never
 * to a carrier, and forgotten where it cannot be sent at once: nothing is queued or kept.
 */
import { RESOURCE } from '../limits.ts'
import type { RoomSync } from './host.ts'
import type { LinkPort } from './link-port.ts'
import type { RoomKey } from '../store/index.ts'

export class TypingExchange {
  readonly #port: LinkPort
  readonly #room: { readonly key: RoomKey; readonly sync: RoomSync }
  readonly #number: number
  #left: number = RESOURCE.TYPING_BURST
  #at: number

  constructor(port: LinkPort, room: { readonly key: RoomKey; readonly sync: RoomSync }, number: number) {
    this.#port = port
    this.#room = room
    this.#number = number
    this.#at = port.host.clock.now()
  }

  /** True when it is on its way. */
  tell(isTyping: boolean): boolean {
    if (!this.#port.hears('typing') || !this.#port.hasRoom || !this.#isLive()) return false
    this.#port.send({ type: 'typing', room: this.#number, isTyping })
    return true
  }

  /** `isReady`: governance is exchanged, and the peer has standing. */
  heard(isTyping: boolean, isReady: boolean): void {
    if (!this.#spend()) return this.#port.refuse('RATE', { room: this.#number })
    if (!isReady || !this.#isLive()) return this.#port.refuse('NOT_LIVE', { room: this.#number })
    this.#port.host.typed(this.#port.session, this.#room.key, isTyping)
  }

  #isLive(): boolean {
    return this.#room.sync.standing(this.#port.session.device) === 'live'
  }

  /** One a second; a line that was stuck delivers several at once. */
  #spend(): boolean {
    const now = this.#port.host.clock.now()
    this.#left = Math.min(RESOURCE.TYPING_BURST, this.#left + Math.max(0, now - this.#at) / RESOURCE.TYPING_GAP_MS)
    this.#at = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
