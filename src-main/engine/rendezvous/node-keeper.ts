/**
 * The node of the table, there only while it is needed (RDV-7): a serving one as long as this device serves, a client from the first act
 * until a while after the last. As a `MeetingTable` it opens by itself; nothing is open before anybody asks.
 */
import type { Clock, Crypto } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { LocalCode, OwnSubnet } from '../../../shared/reach/index.ts'
import type { MeetingTable } from '../../../shared/rendezvous/index.ts'
import type { RendezvousStatus } from '../../../shared/rpc/index.ts'
import { chooseListenPorts } from '../network/index.ts'
import { createTableNode, type TableNode } from './table-node.ts'

export interface NodeKeeperOptions {
  readonly crypto: Crypto
  readonly clock: Clock
  readonly own: () => readonly OwnSubnet[]
  readonly entrances: () => readonly string[]
  /** `/ip4/HOST` and `/ip6/HOST`: where a serving node listens. */
  readonly hosts: readonly string[]
}

interface Serving {
  readonly node: TableNode
  readonly wanted: number
  readonly port: number
  readonly code: LocalCode | undefined
}

export class NodeKeeper implements MeetingTable {
  readonly #options: NodeKeeperOptions
  #serving: Serving | undefined
  #client: Promise<TableNode | undefined> | undefined
  #open: TableNode | undefined
  #cancelIdle: (() => void) | undefined
  #cancelEnter: (() => void) | undefined
  /** One change of what is open at a time. */
  #change: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(options: NodeKeeperOptions) {
    this.#options = options
  }

  /** Serves on that port, or on none; resolves with the port others reach it at. */
  async serve(port: number): Promise<number | undefined> {
    const before = this.#change
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#change = promise
    try {
      await before
      if (this.#serving?.wanted !== port) {
        await this.#closeServing()
        if (port > 0 && !this.#isStopped) await this.#openServing(port)
      }
    } finally {
      resolve()
    }
    return this.#serving?.port
  }

  hasEntrance(): boolean {
    return this.#options.entrances().length > 0 || (this.#serving?.node.nodes() ?? 0) > 0
  }

  async put(key: Uint8Array, value: Uint8Array): Promise<number> {
    const signal = AbortSignal.timeout(RESOURCE.RENDEZVOUS_JOB_MS)
    const node = await this.#node(signal)
    return node === undefined ? 0 : this.#used(node.put(key, value, signal))
  }

  async get(key: Uint8Array): Promise<readonly Uint8Array[] | undefined> {
    const signal = AbortSignal.timeout(RESOURCE.RENDEZVOUS_JOB_MS)
    const node = await this.#node(signal)
    return node === undefined ? undefined : this.#used(node.get(key, signal))
  }

  /** Ends the client, and what it does; the serving node stays. */
  async rest(): Promise<void> {
    this.#cancelIdle?.()
    const client = this.#client
    this.#client = undefined
    const open = this.#open
    this.#open = undefined
    await open?.stop()
    await (await client)?.stop()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.rest()
    await this.#change
    await this.#closeServing()
  }

  nodes(): number {
    return (this.#open?.nodes() ?? 0) + (this.#serving?.node.nodes() ?? 0)
  }

  serving(): RendezvousStatus['serving'] {
    if (this.#serving === undefined) return undefined
    const { node, port, code } = this.#serving
    return { port, values: node.shelf.size, requests: node.traffic.answered, ...(code !== undefined && { code }) }
  }

  /** The serving node where there is one, else the client, inside the table; undefined when nobody is there. */
  async #node(signal: AbortSignal): Promise<TableNode | undefined> {
    if (this.#isStopped) return undefined
    this.#cancelIdle?.()
    const node = this.#serving?.node ?? (await this.#clientNode())
    if (node === undefined) return undefined
    if (node.nodes() === 0) await node.enter(this.#options.entrances(), signal)
    return node
  }

  #clientNode(): Promise<TableNode | undefined> {
    this.#client ??= this.#openClient()
    return this.#client
  }

  async #openClient(): Promise<TableNode | undefined> {
    const { crypto, clock, own } = this.#options
    const node = createTableNode({ crypto, clock, own, listen: [] })
    this.#open = node
    if (await isStarted(node)) return node
    this.#client = undefined
    return undefined
  }

  async #used<T>(act: Promise<T>): Promise<T> {
    const result = await act
    this.#cancelIdle?.()
    if (this.#client !== undefined) this.#cancelIdle = this.#options.clock.after(RESOURCE.RENDEZVOUS_IDLE_MS, () => void this.rest())
    return result
  }

  async #openServing(wanted: number): Promise<void> {
    const { crypto, clock, own, hosts } = this.#options
    const listening = await chooseListenPorts(hosts.map((host) => `${host}/tcp/${wanted}`))
    const listen = listening.flatMap(({ actual }) => actual ?? [])
    const code = listening.find((state) => state.code === 'port-taken')?.code
    const port = Number(/\/tcp\/(\d+)/.exec(listen[0] ?? '')?.[1] ?? 0)
    if (port === 0) return
    const node = createTableNode({ crypto, clock, own, listen })
    if (!(await isStarted(node))) return
    this.#serving = { node, wanted, port, code }
    this.#enterLater(0)
  }

  /** A serving node that is alone looks for others: two of them are one table only when they know each other. */
  #enterLater(ms: number): void {
    this.#cancelEnter = this.#options.clock.after(ms, () => {
      this.#enterLater(RESOURCE.RENDEZVOUS_IDLE_MS)
      const node = this.#serving?.node
      if (node === undefined || node.nodes() > 0) return
      void node.enter(this.#options.entrances(), AbortSignal.timeout(RESOURCE.RENDEZVOUS_JOB_MS))
    })
  }

  async #closeServing(): Promise<void> {
    this.#cancelEnter?.()
    const serving = this.#serving
    this.#serving = undefined
    await serving?.node.stop()
  }
}

/** A system that refuses sockets costs the table and nothing else. */
async function isStarted(node: TableNode): Promise<boolean> {
  try {
    await node.start()
    return true
  } catch {
    await node.stop()
    return false
  }
}
