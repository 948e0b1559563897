/** How much two devices grow while a large file goes from the one to the other. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { type DeviceProcess, befriend, roomOf } from './device-process.ts'
import { somePlace } from './some-places.ts'

const MIB = 1024 * 1024
const LOOK_MS = 100
/** What either may grow by, whatever the file’s size. */
export const MOST_MIB = 64

export async function expectLittleMemory(megabytes: number, timeoutMs: number): Promise<void> {
  const place = somePlace()
  const [mum, dad] = await Promise.all([place.device('mum'), place.device('dad')])
  await befriend(mum, dad)
  const room = await roomOf(mum, dad)
  // Once a small one, so that code and caches are there.
  const small = place.file('small.bin', 16 * MIB)
  await dad.fetched(await mum.ask('send', { room, path: small.path }))
  const { path, hash } = place.file('film.bin', megabytes * MIB)
  const watch = new Watch([mum, dad])
  await watch.begin()
  const message = await mum.ask('send', { room, path })
  await dad.fetched(message, timeoutMs)
  const grown = await watch.end()
  console.log(`a file of ${megabytes} MiB: ${grown.map((bytes) => (bytes / MIB).toFixed(0)).join(' and ')} MiB more memory`)
  expect(await dad.ask('hash', { message })).toBe(hash)
  for (const bytes of grown) expect(bytes).toBeLessThanOrEqual(MOST_MIB * MIB)
}

/** What a process has of the computer's memory, in bytes, without what it has mapped from files: that goes when somebody else needs room. */
export function memoryOf(pid: number): number {
  return Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
}

class Watch {
  readonly #devices: readonly DeviceProcess[]
  #before: readonly number[] = []
  #most: number[] = []
  #looking = true
  #end: Promise<void> | undefined

  constructor(devices: readonly DeviceProcess[]) {
    this.#devices = devices
  }

  async begin(): Promise<void> {
    this.#before = await this.#now()
    this.#most = [...this.#before]
    this.#end = this.#look()
  }

  async end(): Promise<readonly number[]> {
    this.#looking = false
    await this.#end
    return this.#most.map((bytes, at) => bytes - (this.#before[at] ?? 0))
  }

  async #look(): Promise<void> {
    while (this.#looking) {
      const now = await this.#now()
      this.#most = this.#most.map((bytes, at) => Math.max(bytes, now[at] ?? 0))
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }

  #now(): Promise<readonly number[]> {
    return Promise.all(this.#devices.map((device) => device.ask('memory', {})))
  }
}
