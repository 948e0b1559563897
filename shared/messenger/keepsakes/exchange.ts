/** What was said of keepsakes in one session, so that nothing is said twice; nothing survives it. */
import type { PeerSession } from '../../sync/index.ts'

export interface Said {
  /** Names its timers. */
  readonly number: number
  /** Of what we keep for them, hex; told in this session. */
  told: string | undefined
  /** Of ours that they say they keep, hex. */
  theirs: string | undefined
  /** Ours that was handed over in this session, hex; when last, ms, and how often. */
  given: string | undefined
  givenAt: number
  tries: number
  /** We asked for what they keep of this account. */
  hasAsked: boolean
  /** They asked for what we keep of theirs; and were answered. */
  isAsking: boolean
  hasAnswered: boolean
  /** Keepsakes they handed back. */
  back: number
  /** Frames that wait for the line. */
  readonly waiting: Uint8Array[]
}

export class SaidBook {
  readonly #said = new Map<PeerSession, Said>()
  #last = 0

  opened(session: PeerSession): Said {
    const said: Said = {
      number: (this.#last += 1),
      ...{
        told: undefined,
        theirs: undefined,
        given: undefined,
        givenAt: 0,
        tries: 0,
        hasAsked: false,
        isAsking: false,
        hasAnswered: false,
        back: 0,
        waiting: [],
      },
    }
    this.#said.set(session, said)
    return said
  }

  closed(session: PeerSession): Said | undefined {
    const said = this.#said.get(session)
    this.#said.delete(session)
    return said
  }

  of(session: PeerSession): Said | undefined {
    return this.#said.get(session)
  }

  all(): Iterable<readonly [PeerSession, Said]> {
    return [...this.#said]
  }
}
