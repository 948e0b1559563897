/**
 * A house: one person's computer with a real engine, its profile on disk, and a door for pages. Whoever tells it something does so through
 * the RPC contract, as every shell does; what was refused is thrown. `until` looks again at every event.
 */
import type { EngineClient, EngineContract, EngineMethod, InputOf, OutputOf } from '../../../shared/rpc/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'

/** The engine said no. */
export class HouseRefused extends Error {
  readonly code: string

  constructor(house: string, method: string, code: string, message: string) {
    super(`${house}, ${method}: ${code} (${message})`)
    this.code = code
  }
}

/** How the engine of a house runs: in this process, or in one of its own. */
export interface Hearth {
  light(): Promise<Lit>
}

export interface Lit {
  readonly client: EngineClient
  /** An address that opens the page once. */
  pageUrl(): string
  stop(): Promise<void>
  /** The power cord; only where the engine has a process of its own. */
  readonly kill?: () => Promise<void>
}

const LIMIT_MS = 60_000
/** Not everything one may wait for has an event. */
const LOOK_AGAIN_MS = 150

export class House {
  readonly name: string
  readonly language: 'ko' | 'en'
  readonly account: AccountId
  readonly #hearth: Hearth
  readonly #looks = new Set<() => void>()
  #lit: Lit | undefined

  constructor(who: { readonly name: string; readonly language: 'ko' | 'en'; readonly account: AccountId }, hearth: Hearth) {
    this.name = who.name
    this.language = who.language
    this.account = who.account
    this.#hearth = hearth
  }

  /** Lights the fire; after `stop` or `crash` again. */
  async start(): Promise<void> {
    if (this.#lit !== undefined) return
    this.#lit = await this.#hearth.light()
    await this.#lit.client.subscribe(() => {
      for (const look of this.#looks) look()
    })
  }

  async stop(): Promise<void> {
    const lit = this.#lit
    this.#lit = undefined
    lit?.client.close()
    await lit?.stop()
  }

  /** Pulls the power cord. */
  async crash(): Promise<void> {
    const lit = this.#lit
    if (lit?.kill === undefined) throw new Error(`${this.name} has no power cord: its engine runs in this process`)
    this.#lit = undefined
    await lit.kill()
  }

  async ask<M extends EngineMethod>(method: M, input?: InputOf<EngineContract, M>): Promise<OutputOf<EngineContract, M>> {
    const answer = await this.#open().client.call(method, input)
    if (!answer.ok) throw new HouseRefused(this.name, method, answer.error.code, answer.error.message)
    return answer.value
  }

  pageUrl(): string {
    return this.#open().pageUrl()
  }

  /** Port on which other houses reach it. */
  async port(): Promise<number> {
    const { addresses } = await this.ask('status.get')
    const port = addresses.map((address) => /\/tcp\/(\d+)$/.exec(address)?.[1]).find((found) => found !== undefined)
    if (port === undefined) throw new Error(`${this.name} does not listen`)
    return Number(port)
  }

  /** What `look` gives as soon as it gives something; `what` says in the failure what did not come about. */
  async until<T>(what: string, look: () => Promise<T | undefined | false>, limitMs = LIMIT_MS): Promise<T> {
    const deadline = performance.now() + limitMs
    for (;;) {
      const news = Promise.withResolvers<void>()
      this.#looks.add(news.resolve)
      const timer = setTimeout(news.resolve, LOOK_AGAIN_MS)
      try {
        const found = await look()
        if (found !== undefined && found !== false) return found
        if (performance.now() > deadline) throw new Error(`${this.name} waited ${limitMs} ms in vain: ${what}\n${await this.#seen()}`)
        await news.promise
      } finally {
        clearTimeout(timer)
        this.#looks.delete(news.resolve)
      }
    }
  }

  /** For whoever asks afterwards why something did not come. */
  async #seen(): Promise<string> {
    const [{ contacts, peers, refusals, queued }, rooms] = await Promise.all([this.ask('status.get'), this.ask('rooms.list')])
    return JSON.stringify({
      contacts,
      peers,
      refusals,
      queued,
      rooms: rooms.map(({ room, name, kind, state }) => ({ room, name, kind, state })),
    })
  }

  #open(): Lit {
    if (this.#lit === undefined) throw new Error(`${this.name} is dark`)
    return this.#lit
  }
}
