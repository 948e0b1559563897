/** Opening profiles in folders of their own, at the lowest cost of a passphrase. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Profile, ProfileOptions } from '../../src-main/engine/profile/index.ts'
import { openProfile } from '../../src-main/engine/profile/index.ts'
import { nobleCrypto, systemRng } from '../../shared/crypto/index.ts'

export const QUICK = { memoryKib: 64, passes: 1 }

export function aFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'sarangbang-profile-'))
  onTestFinished(() => rmSync(parent, { recursive: true }))
  return join(parent, 'profile')
}

export function open(dir: string, options: Partial<ProfileOptions> = {}): ReturnType<typeof openProfile> {
  return openProfile({ dir, crypto: nobleCrypto(), rng: systemRng(), cost: QUICK, ...options })
}

/** An open profile, closed when the test ends; throws the code when it does not open. */
export async function mustOpen(dir: string, options: Partial<ProfileOptions> = {}): Promise<Profile> {
  const opened = await open(dir, options)
  if (!opened.ok) throw new Error(opened.code)
  onTestFinished(() => opened.value.close())
  return opened.value
}
