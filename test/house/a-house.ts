/** A house over a folder of its own, without a network, and pages that talk to it. Stopped when the test ends. */
import { expect, onTestFinished } from 'vitest'
import { makeProfile } from '../../src-main/engine/index.ts'
import { createHost, type Host, type HostOptions } from '../../src-main/engine/host/index.ts'
import type { CallerKind, EngineClient, HostState, HouseEvent, Lagged } from '../../shared/rpc/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aFolder } from '../profile/a-profile.ts'

export const PASSPHRASE = '감자 두 박스'

export function aHouse(options: Partial<HostOptions> = {}): Host {
  const host = createHost({ profile: aFolder(), network: 'off', ...options })
  onTestFinished(() => host.stop())
  return host
}

/** A folder with a profile in it. */
export async function aProfile(passphrase?: string): Promise<string> {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko', ...(passphrase !== undefined && { passphrase }) }))
  return profile
}

export interface Page {
  readonly client: EngineClient
  readonly heard: (HouseEvent | Lagged)[]
  phase(): Promise<HostState['phase'] | undefined>
}

export async function aPage(host: Host, kind: CallerKind = 'desktop'): Promise<Page> {
  return listening(await host.attach(kind))
}

export async function listening(client: EngineClient): Promise<Page> {
  const heard: (HouseEvent | Lagged)[] = []
  await client.subscribe((event) => heard.push(event))
  return {
    client,
    heard,
    async phase() {
      const state = await client.call('host.state')
      return state.ok ? state.value.phase : undefined
    },
  }
}

export async function untilReady(page: Page): Promise<void> {
  await expect.poll(() => page.phase(), { timeout: 15_000 }).toBe('ready')
}

export function refusedWith(code: string) {
  return { ok: false, error: { code } }
}
