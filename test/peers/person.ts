/**
 * A person at a computer, who knows Sarangbang by its command line alone: every act and every look is `scripts/launch/sarangbang.mjs … --json` as a
 * process of its own, answers are parsed, a refusal is thrown as `Refused`. `until` looks again whenever `watch` says that something happened.
 */
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { answers, watched } from './cli-shapes.ts'
import type { HostProcess } from './netns-process.ts'
import type { Place } from './place.ts'

const BIN = fileURLToPath(new URL('../../scripts/launch/sarangbang.mjs', import.meta.url))
const LOOK_AGAIN_MS = 1_000

/** The command line said no. */
export class Refused extends Error {
  readonly code: string
  readonly exit: number | null

  constructor(command: string, exit: number | null, stderr: string) {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answers.error), stderr)
    const code = parsed.success ? parsed.output.error.code : 'NO_CODE'
    super(`${command}: exit ${exit}, ${code}\n${stderr}`)
    this.code = code
    this.exit = exit
  }
}

export class Person {
  readonly name: string
  readonly profile: string
  readonly #place: Place
  readonly #passphraseFile: string | undefined
  readonly #env: Readonly<Record<string, string>>
  #service: HostProcess | undefined
  #watch: HostProcess | undefined
  #ownMessages: string[] = []
  #linesRead = 0

  constructor(name: string, place: Place, profile: string, passphraseFile?: string, env: Readonly<Record<string, string>> = {}) {
    this.name = name
    this.profile = profile
    this.#place = place
    this.#passphraseFile = passphraseFile
    this.#env = { ...ENVIRONMENT, ...env }
  }

  /** Another computer of the same person, with nothing on it yet. */
  anotherComputer(name: string, place: Place = this.#place): Person {
    return new Person(name, place, `${this.profile}-${name.length}-again`, this.#passphraseFile)
  }

  /** Starts a command without waiting for it. */
  start(args: readonly string[], stdin?: string): HostProcess {
    return this.#place.start(process.execPath, [BIN, ...this.#words(args)], { env: this.#env, ...(stdin !== undefined && { stdin }) })
  }

  /** The parsed answer of a command; throws `Refused` on another exit code than 0. */
  async ask<S extends v.GenericSchema>(shape: S, args: readonly string[], stdin = ''): Promise<v.InferOutput<S>> {
    const { code, stdout, stderr } = await this.#place.run(process.execPath, [BIN, ...this.#words(args)], {
      env: this.#env,
      stdin,
      timeoutMs: 60_000,
    })
    if (code !== 0) throw new Refused(`${this.name} ${args.join(' ')}`, code, stderr)
    return v.parse(v.pipe(v.string(), v.parseJson(), shape), stdout)
  }

  /** The refusal of a command that must not succeed. */
  async refused(args: readonly string[]): Promise<Refused> {
    try {
      await this.ask(v.unknown(), args)
    } catch (cause) {
      if (cause instanceof Refused) return cause
      throw cause
    }
    throw new Error(`${this.name} ${args.join(' ')} should have been refused`)
  }

  /** Starts the service and waits for its first line; returns its addresses. */
  async serve(args: readonly string[] = []): Promise<readonly string[]> {
    this.#service = this.start(['serve', ...args])
    const first = await this.#service.line(() => true, { timeoutMs: 30_000 })
    const { addresses } = v.parse(v.pipe(v.string(), v.parseJson(), answers.ready), first)
    this.#watch = this.start(['watch'])
    this.#ownMessages = []
    this.#linesRead = 0
    await this.#watch.line((line) => line.includes('"watching"'), { timeoutMs: 30_000 })
    return addresses
  }

  /** The power cord. */
  async kill(): Promise<void> {
    this.#service?.kill('SIGKILL')
    await Promise.all([this.#service?.ended, this.#watch?.ended])
  }

  async stop(): Promise<void> {
    await this.ask(answers.stopped, ['stop'])
    await Promise.all([this.#service?.ended, this.#watch?.ended])
  }

  get service(): HostProcess {
    if (this.#service === undefined) throw new Error(`${this.name} does not serve`)
    return this.#service
  }

  /** Ids of own messages that `watch` told as written since the service was started, in that order. */
  ownMessages(): readonly string[] {
    for (const line of this.#watch?.lines(this.#linesRead) ?? []) {
      this.#linesRead += 1
      const event = v.parse(v.pipe(v.string(), v.parseJson(), watched), line)
      if (event.type === 'message' && event.own === true && event.message !== undefined) {
        this.#ownMessages.push(typeof event.message === 'string' ? event.message : event.message.id)
      }
    }
    return this.#ownMessages
  }

  /** Settles when `watch` says something, or after a second. */
  news(): Promise<void> {
    return this.#watch?.news(LOOK_AGAIN_MS) ?? pause(LOOK_AGAIN_MS)
  }

  /** Repeats `look` until it no longer throws, at every event and at least each second; throws what it threw last. Milliseconds it took. */
  async until(look: () => Promise<void>, timeoutMs = 30_000): Promise<number> {
    const began = performance.now()
    for (;;) {
      const news = this.news()
      try {
        await look()
        return performance.now() - began
      } catch (cause) {
        if (performance.now() - began > timeoutMs) throw cause
      }
      await news
    }
  }

  #words(args: readonly string[]): readonly string[] {
    const passphrase = this.#passphraseFile === undefined ? [] : ['--passphrase-file', this.#passphraseFile]
    return ['--profile', this.profile, '--json', ...passphrase, ...args]
  }
}

/** One language, whoever runs the tests. */
const ENVIRONMENT = { LC_ALL: 'en_GB.UTF-8' }

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
