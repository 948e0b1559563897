/** The command line as strangers run it: real processes, on loopback only. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

export const SARANGBANG = fileURLToPath(new URL('../../scripts/launch/sarangbang.mjs', import.meta.url))
const COMMAND_MS = 30_000

export interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A computer: a profile, perhaps with a service running. Killed and removed when the test ends. */
export class Computer {
  readonly profile = mkdtempSync(join(tmpdir(), 'sb-cli-'))
  #service: ChildProcess | undefined

  constructor() {
    onTestFinished(() => {
      this.#service?.kill('SIGKILL')
      rmSync(this.profile, { recursive: true, force: true })
    })
  }

  run(args: readonly string[], input = ''): Promise<Finished> {
    const { promise, resolve } = Promise.withResolvers<Finished>()
    const child = execFile(
      process.execPath,
      [SARANGBANG, ...args, '--profile', this.profile, '--lang', 'en'],
      { timeout: COMMAND_MS },
      (error, out, err) => resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
    )
    child.stdin?.end(input)
    return promise
  }

  /** The one JSON document a command printed; a failure is shown with what it said. */
  async json(args: readonly string[], input = ''): Promise<Readonly<Record<string, unknown>>> {
    const { code, out, err } = await this.run([...args, '--json'], input)
    if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${err}`)
    return JSON.parse(out)
  }

  /** The error of a command that could not do what it was asked. */
  async fails(args: readonly string[]): Promise<{ readonly code: string; readonly message: string }> {
    const { code, err } = await this.run([...args, '--json'])
    if (code !== 1) throw new Error(`${args.join(' ')}: ${code} ${err}`)
    return JSON.parse(err.trim().split('\n').at(-1) ?? '').error
  }

  /** Resolves with the first line of the service. */
  async serve(
    more: readonly string[] = [],
  ): Promise<{ readonly ready: boolean; readonly addresses: readonly string[]; readonly page?: string; readonly phase?: string }> {
    const args = ['serve', '--no-mdns', '--listen', '/ip4/127.0.0.1/tcp/0', '--json', '--profile', this.profile, ...more]
    const service = spawn(process.execPath, [SARANGBANG, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#service = service
    for await (const line of createInterface({ input: service.stdout })) return JSON.parse(line)
    throw new Error('the service said nothing')
  }

  /** Ends the service by a signal; gives how it ended. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<{ readonly code: number | null; readonly ms: number }> {
    const service = this.#service
    if (service === undefined) throw new Error('no service')
    const began = performance.now()
    const exit = once(service, 'exit')
    service.kill(signal)
    const [code] = await exit
    this.#service = undefined
    return { code, ms: performance.now() - began }
  }

  file(name: string): string {
    return readFileSync(join(this.profile, name), 'utf8')
  }
}
