/** New profiles: of a new account, or of one whose words are known. Never touches a profile that is there. */
import { type Clock, systemRng } from '../../shared/crypto/index.ts'
import type { AccountId, DeviceId } from '../../shared/ids/index.ts'
import { accountFromWords } from '../../shared/identity/index.ts'
import {
  createIdentity,
  type Identity,
  keepLinked,
  type Linked,
  type LinkingCode,
  parseName,
  restoreIdentity,
} from '../../shared/messenger/index.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Store } from '../../shared/store/index.ts'
import { nodeCrypto } from './crypto/index.ts'
import type { OpenCode } from './engine-api.ts'
import { openDatabase } from './open-database.ts'
import { systemClock } from './system-clock.ts'

export interface MadeProfile {
  readonly account: AccountId
  readonly device: DeviceId
  /** The only copy of the account's key. */
  readonly words: readonly string[]
}

interface Common {
  readonly profile: string
  /** What others see. */
  readonly name: string
  readonly deviceName: string
  readonly language: 'ko' | 'en'
  readonly passphrase?: string
  /** Default: the computer's. */
  readonly clock?: Clock
}
export interface NewProfileOptions extends Common {
  /** The words stay in the profile until the person has shown to have them (docs/decisions/022). Default: only the caller has them. */
  readonly keepWords?: boolean
}
export interface RestoreOptions extends Common {
  readonly words: string
}

export function makeProfile(options: NewProfileOptions): Promise<Result<MadeProfile, OpenCode>> {
  return inNewDatabase(options, (store) => {
    const made = createIdentity(deps(store, options), options)
    if (!made.ok) return made
    const { words, identity } = made.value
    return ok({ account: identity.account, device: identity.keys.device, words })
  })
}

export interface LinkOptions extends Pick<Common, 'profile' | 'clock'> {
  readonly passphrase: string | undefined
  readonly identity: Identity
  readonly linked: Linked
}

/** What another computer of the same person gave: all of it in one commit, or nothing. */
export async function linkProfile({ profile, passphrase, identity, linked }: LinkOptions): Promise<Result<undefined, LinkingCode>> {
  const { name, deviceName, language } = identity
  const kept = await inNewDatabase({ profile, name, deviceName, language, ...(passphrase !== undefined && { passphrase }) }, (store) =>
    keepLinked(store, identity, linked),
  )
  if (kept.ok) return kept
  return fail(kept.code === 'STORE_FULL' || kept.code === 'PROFILE_EXISTS' ? kept.code : 'LINK_FAILED')
}

export function restoreProfile(options: RestoreOptions): Promise<Result<Omit<MadeProfile, 'words'>, OpenCode>> {
  // Before anything is on disk, as with the name.
  if (!accountFromWords(nodeCrypto(), options.words).ok) return Promise.resolve(fail('BAD_WORDS'))
  return inNewDatabase(options, (store) => {
    const made = restoreIdentity(deps(store, options), options)
    if (!made.ok) return fail(made.code === 'PROFILE_EXISTS' || made.code === 'EMPTY' || made.code === 'TOO_LONG' ? made.code : 'BAD_WORDS')
    return ok({ account: made.value.account, device: made.value.keys.device })
  })
}

/** Codes that say a profile is there, for somebody who wanted to make one. */
const THERE_ALREADY: readonly OpenCode[] = ['PROFILE_IN_USE', 'PASSPHRASE_NEEDED', 'WRONG_PASSPHRASE', 'VAULT_NEEDED', 'VAULT_REFUSED']

async function inNewDatabase<T>(options: Common, make: (store: Store) => Result<T, OpenCode>): Promise<Result<T, OpenCode>> {
  // Before anything is on disk: a refused name must not leave half a profile.
  const name = parseName(options.name)
  if (!name.ok) return name
  const { profile, passphrase } = options
  const opened = await openDatabase({ profile, create: true, ...(passphrase !== undefined && { passphrase }) })
  if (!opened.ok) return THERE_ALREADY.includes(opened.code) ? fail('PROFILE_EXISTS') : opened
  // What an earlier attempt left half made may lack the protection that is wanted now.
  if (passphrase !== undefined && opened.value.profile.protection !== 'passphrase') {
    opened.value.close()
    return fail('PROFILE_EXISTS')
  }
  try {
    return make(opened.value.store)
  } finally {
    opened.value.close()
  }
}

function deps(store: Store, { clock = systemClock }: Common) {
  return { store, crypto: nodeCrypto(), rng: systemRng(), clock }
}
