/** What a page may do where there is no profile yet: make an account, bring one back, and see which of the typed words are none. */
import { hostname } from 'node:os'
import type { Clock } from '../../../shared/crypto/index.ts'
import { accountFromWords, unknownWords } from '../../../shared/identity/index.ts'
import type { ParsedOf, HostContract } from '../../../shared/rpc/index.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { type RestoreCode, restoreBackup } from '../backup/index.ts'
import { nodeCrypto } from '../crypto/index.ts'
import type { OpenCode } from '../engine-api.ts'
import { makeProfile, restoreProfile } from '../make-profile.ts'

export interface Place {
  readonly profile: string
  readonly passphrase: string | undefined
  readonly clock: Clock
}

export async function createAccount(
  place: Place,
  wanted: ParsedOf<HostContract, 'host.create'>,
): Promise<Result<{ readonly words: readonly string[] }, OpenCode>> {
  // Until the person has shown that they are written down: a page can be closed too early.
  const made = await makeProfile({ ...folder(place), ...named(wanted), keepWords: true })
  return made.ok ? ok({ words: made.value.words }) : made
}

export async function restoreAccount(place: Place, wanted: ParsedOf<HostContract, 'host.restore'>): Promise<Result<undefined, OpenCode>> {
  const made = await restoreProfile({ ...folder(place), ...named(wanted), words: wanted.words })
  return made.ok ? ok(undefined) : made
}

/** As a new device of the account in it; the passphrase protects the profile where the one before had one. */
export async function restoreFromBackup(
  { profile, clock }: Place,
  { file, passphrase, deviceName }: ParsedOf<HostContract, 'host.restoreBackup'>,
): Promise<Result<undefined, RestoreCode>> {
  const made = await restoreBackup({ profile, clock, file, passphrase, deviceName: deviceName ?? computerName() })
  return made.ok ? ok(undefined) : made
}

export function checkWords(typed: string): Result<{ readonly wrong: readonly number[] }, 'BAD_WORDS'> {
  const wrong = unknownWords(typed)
  if (wrong.length > 0) return ok({ wrong })
  return accountFromWords(nodeCrypto(), typed).ok ? ok({ wrong: [] }) : fail('BAD_WORDS')
}

/** This computer's name as a person would say it. */
function computerName(): string {
  return hostname().split('.')[0] || 'Sarangbang'
}

function named({ name, language, deviceName }: { readonly name: string; readonly language: 'ko' | 'en'; readonly deviceName?: string }) {
  return { name, language, deviceName: deviceName ?? computerName() }
}

function folder({ profile, passphrase, clock }: Place) {
  return { profile, clock, ...(passphrase !== undefined && { passphrase }) }
}
