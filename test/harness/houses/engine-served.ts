/** An engine as everybody runs it: `sarangbang serve` in a process of its own, which can lose its power. On loopback only, or on a network of its own. */
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { parseId } from '../../../shared/ids/index.ts'
import { attachToEngine } from '../../../src-main/engine/index.ts'
import { answers } from '../../peers/cli-shapes.ts'
import type { Place } from '../../peers/place.ts'
import { House, type Lit } from './house.ts'

const BIN = fileURLToPath(new URL('../../../scripts/launch/sarangbang.mjs', import.meta.url))
/** On this computer alone; else as at home, which is only for a place that is a network of its own. */
const LOOPBACK = ['--no-mdns', '--listen', '/ip4/127.0.0.1/tcp/0']
const PATIENCE_MS = 60_000

const ready = v.object({ ready: v.literal(true), page: v.string() })

export interface ServedOptions {
  readonly profile: string
  readonly name: string
  readonly deviceName: string
  readonly language: 'ko' | 'en'
  /** Finds others and is found. */
  readonly isOnLan?: boolean
  /** The file the twelve words are written to, or with which the account is brought back. */
  readonly words?: { readonly file: string; readonly isBack: boolean }
}

/** An account in a new profile, not started yet. */
export async function houseServed(options: ServedOptions, computer: Place): Promise<House> {
  const { profile, name, deviceName, language, isOnLan = false, words: paper } = options
  const words = [BIN, '--profile', profile, '--lang', language, '--json']
  const run = await computer.run(process.execPath, [...words, ...begins(paper), '--name', name, '--device-name', deviceName])
  if (run.code !== 0) throw new Error(`${name} has no profile: ${run.stderr}`)
  const account = parseId('account', v.parse(parsed(answers.made), run.stdout).account)
  if (account === undefined) throw new Error(`${name} has no account`)

  // Lit again, it opens at the address that pages know.
  let door = '127.0.0.1:0'
  const light = async (): Promise<Lit> => {
    const service = computer.start(process.execPath, [...words, 'serve', ...(isOnLan ? [] : LOOPBACK), '--page', door])
    const { page } = v.parse(parsed(ready), await service.line(() => true, { timeoutMs: PATIENCE_MS }))
    door = new URL(page).host
    const attached = await attachToEngine(profile)
    if (attached.state !== 'attached') throw new Error(`${name} does not let its owner in: ${attached.state}`)
    let isPageLeft = true
    return {
      client: attached.client,
      // The service prints one address, and that opens one page.
      pageUrl() {
        if (!isPageLeft) throw new Error(`the page of ${name} was opened already`)
        isPageLeft = false
        return page
      },
      async stop() {
        service.kill('SIGTERM')
        const code = await service.ended
        if (code !== 0) throw new Error(`${name} ended with ${code}: ${service.stderr()}`)
      },
      async kill() {
        service.kill('SIGKILL')
        await service.ended
      },
    }
  }
  return new House({ name, language, account }, { light })
}

function begins(paper: ServedOptions['words']): readonly string[] {
  if (paper === undefined) return ['init']
  return paper.isBack ? ['restore', '--words-file', paper.file] : ['init', '--words-out', paper.file]
}

function parsed<S extends v.GenericSchema>(shape: S) {
  return v.pipe(v.string(), v.parseJson(), shape)
}
