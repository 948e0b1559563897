/**
 * A house in this process with a door for pages, whatever its profile is: none yet, locked, damaged. What a page does to it is real; the
 * network is loopback.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeProfile } from '../../../src-main/engine/index.ts'
import { createHost, type Host } from '../../../src-main/engine/host/index.ts'
import type { EngineClient } from '../../../shared/rpc/index.ts'

const FILES = fileURLToPath(new URL('../../../out/renderer', import.meta.url))

export interface DoorstepOptions {
  readonly language?: 'ko' | 'en'
  /** Somebody lives here already; absent: nobody does. */
  readonly name?: string
  /** The door is locked with it. */
  readonly passphrase?: string
  /** Address at which pages may come. Default 127.0.0.1. */
  readonly host?: string
  /** Done to the folder before the house opens it. */
  readonly before?: (profile: string) => void
}

export interface Doorstep {
  readonly language: 'ko' | 'en'
  readonly host: Host
  readonly profile: string
  /** As the command line has it: everything may be asked. */
  readonly client: EngineClient
  pageUrl(): string
  close(): Promise<void>
}

export async function openDoorstep(options: DoorstepOptions = {}): Promise<Doorstep> {
  const { language = 'ko', name, passphrase } = options
  const profile = mkdtempSync(join(tmpdir(), 'sarangbang-door-'))
  if (name !== undefined) {
    const made = await makeProfile({
      profile,
      name,
      deviceName: `${name} 노트북`,
      language,
      ...(passphrase !== undefined && { passphrase }),
    })
    if (!made.ok) throw new Error(made.code)
  }
  options.before?.(profile)
  const host = createHost({
    profile,
    language,
    network: 'on',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    local: false,
    page: { host: options.host ?? '127.0.0.1', port: 0, files: FILES },
  })
  await host.opened
  return {
    language,
    host,
    profile,
    client: await host.attach('cli'),
    pageUrl() {
      const url = host.pageUrl()
      if (url === undefined) throw new Error('no door for pages')
      return url
    },
    async close() {
      await host.stop()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
