/**
 * Where the page runs, as far as the page may know: in our own window, or in a browser that a running Sarangbang serves. Both give a channel
 * to an engine; what only a desktop can do is absent elsewhere, and the screens show it only where it is there.
 */
import type { Bridge } from '../../shared/bridge/index.ts'
import type { RpcChannel } from '../../shared/rpc/index.ts'

export interface Platform {
  readonly kind: 'desktop' | 'browser'
  /** Whoever looks at the page sits at the computer that runs Sarangbang; elsewhere the engine refuses what concerns that computer. */
  readonly isHere: boolean
  /** A new channel to the engine. Rejects when there is none to be had now; whoever asks tries again. */
  open(): Promise<RpcChannel>
  /** What proves this page to the engine: absent where the carrier itself is proof. */
  token(): string | undefined
  /** What the engine gave instead of a one-time token. */
  keepToken(session: string): void
  /** What our own window adds. */
  /** Waits until there is another proof, after the engine took the last one for nothing. */
  renewed(): Promise<void>
  readonly desktop: Bridge | undefined
}
