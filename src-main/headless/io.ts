/** What a command touches of the outside: streams, environment, signals. Handed in, so that a test can be the terminal. */
export interface Io {
  out(text: string): void
  /** Resolves when standard output takes more: for streams that a slow reader must be able to slow down. */
  drained(): Promise<void>
  err(text: string): void
  /** Standard input, read once, as bytes. */
  readonly input: AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  /** A person can answer questions here. */
  readonly isInteractive: boolean
  /** Asks a person and gives the answer without its line end; `secret` does not show it. */
  question(prompt: string, secret?: boolean): Promise<string>
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly interrupted: AbortSignal
}
