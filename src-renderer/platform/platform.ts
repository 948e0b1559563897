/**
 * Where the page runs, as far as the page may know: in our own window, or in a browser that a running Sarangbang serves. Both give a channel
 * to an engine; what only a desktop can do is absent elsewhere, and the screens show it only where it is there.
 */
import type { RpcChannel } from '../../shared/rpc/index.ts'

export interface Platform {
  readonly kind: 'desktop' | 'browser'
  /** A new channel to the engine. Rejects when there is none to be had now; whoever asks tries again. */
  open(): Promise<RpcChannel>
  /** What proves this page to the engine: absent where the carrier itself is proof. */
  token(): string | undefined
  /** What the engine gave instead of a one-time token. */
  keepToken(session: string): void
  readonly desktop: Desktop | undefined
}

/** What our own window adds; the names and their meaning are those of the bridge that the preload script exposes. */
export interface Desktop {
  readonly system: string
  /** A sarangbang: link that was opened somewhere on this computer. Asks before acting is the page's duty. */
  onLink(handler: (link: string) => void): void
  /** A notification was clicked. */
  onOpen(handler: (room: string, message: string | undefined) => void): void
  /** Which room is in front of the person, if any: about that one nobody needs to be told. */
  watching(room: string | undefined): void
  /** Camera for codes: allowed only while this is on. */
  scanning(isOn: boolean): void
  openFolder(): void
}
