/** A device process (device.ts) as a test sees it: started on this computer or in a namespace, told what to do, killed, started again. */
import { fileURLToPath } from 'node:url'
import type { HostProcess } from '../../peers/netns-process.ts'
import type { Place } from '../../peers/place.ts'
import type { Answers, Held, Order } from './orders.ts'

const PROGRAM = fileURLToPath(new URL('device.ts', import.meta.url))
const START_MS = 60_000
const ANSWER_MS = 240_000
const LOOK_MS = 50

export interface DeviceOptions {
  /** Where it runs. */
  readonly place: Place
  /** Its database and its attachments. */
  readonly folder: string
  readonly name: string
  /** Default: any port of loopback. */
  readonly listen?: string
  /** It changes a bit of every chunk it gives. */
  readonly isLying?: boolean
}

export class DeviceProcess {
  readonly name: string
  readonly #options: DeviceOptions
  #child: HostProcess
  #last = 0
  device = ''
  account = ''
  address = ''

  private constructor(options: DeviceOptions) {
    this.name = options.name
    this.#options = options
    this.#child = start(options)
  }

  static async start(options: DeviceOptions): Promise<DeviceProcess> {
    const started = new DeviceProcess(options)
    await started.#ready()
    return started
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  async ask<K extends Order['do']>(what: K, order: Omit<Extract<Order, { readonly do: K }>, 'do'>): Promise<Answers[K]> {
    const n = ++this.#last
    this.#child.write(`${JSON.stringify({ n, do: what, ...order })}\n`)
    const line = await this.#child.line((text) => text.startsWith(`{"n":${n},`) || text === `{"n":${n}}`, { timeoutMs: ANSWER_MS })
    const { value, error } = JSON.parse(line) as { readonly value?: Answers[K]; readonly error?: string }
    if (error !== undefined) throw new Error(`${this.name}, ${what}: ${error}`)
    return value as Answers[K]
  }

  /** Looks again and again. */
  async until(what: string, holds: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
    for (const end = Date.now() + timeoutMs; !(await holds());) {
      if (Date.now() > end) throw new Error(`${this.name}: not ${what} in ${timeoutMs} ms`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }

  /** The file of a message that may still have to come. */
  held(message: string): Promise<Held | undefined> {
    return this.ask('held', { message })
  }

  async fetched(message: string, timeoutMs?: number): Promise<void> {
    await this.until('told of the file', async () => (await this.held(message)) !== undefined, timeoutMs)
    await this.ask('fetch', { message })
    await this.until('whole', async () => (await this.held(message))?.isWhole === true, timeoutMs)
  }

  /** Power off. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#child.ended
  }

  /** As after a power cut, on the same folder. */
  async again(options: Partial<DeviceOptions> = {}): Promise<void> {
    this.#child = start({ ...this.#options, ...options })
    await this.#ready()
  }

  async stop(): Promise<void> {
    await this.ask('stop', {})
    await this.#child.ended
  }

  async #ready(): Promise<void> {
    this.#last = 0
    await this.#child.line((text) => text === '{"n":0}', { timeoutMs: START_MS })
    const { device, account, address } = await this.ask('where', {})
    this.device = device
    this.account = account
    this.address = address
  }
}

/** Each knows where the other is. */
export async function introduce(a: DeviceProcess, b: DeviceProcess): Promise<void> {
  await a.ask('learn', { device: b.device, address: b.address })
  await b.ask('learn', { device: a.device, address: a.address })
}

/** Contacts of each other when it resolves. */
export async function befriend(a: DeviceProcess, b: DeviceProcess): Promise<void> {
  await introduce(a, b)
  await b.ask('accept', { link: await a.ask('invite', {}) })
  const knows = async (one: DeviceProcess, other: DeviceProcess): Promise<boolean> =>
    (await one.ask('contacts', {})).includes(other.account)
  await a.until(`a contact of ${b.name}`, async () => (await knows(a, b)) && knows(b, a))
}

/** A room of all of them, made by the first, who is a contact of all the others. */
export async function roomOf(first: DeviceProcess, ...others: readonly DeviceProcess[]): Promise<string> {
  const room = await first.ask('room', { members: others.map(({ account }) => account) })
  for (const other of others) {
    await other.until('in the room', async () =>
      (await other.ask('rooms', {})).some((each) => each.room === room && each.members === others.length + 1),
    )
  }
  return room
}

function start({ place, folder, name, listen = '/ip4/127.0.0.1/tcp/0', isLying = false }: DeviceOptions): HostProcess {
  return place.start(process.execPath, [PROGRAM, folder, name, listen, ...(isLying ? ['lies'] : [])])
}
