/**
 * Who I am on this device: account, device keys, names, own card. The account key exists only while words are shown or typed; what is kept
 * are this device's own secrets and a key that all devices of the account derive from the words to find each other (SYNC-2, self tags).
 */
import { type Codec, array, bytes, choice, field, id, optional, struct, text } from '../../codec/index.ts'
import { type Clock, type Crypto, KEY_BYTES, type Rng, kdf } from '../../crypto/index.ts'
import {
  type AccountKeys,
  type Card,
  type DeviceKeys,
  EMPTY_CARD,
  type WordsLanguage,
  type WordsReading,
  accountFromWords,
  card,
  createDevice,
  deviceFromSecrets,
  issueCertificate,
  mergeCards,
  newWords,
  recoveryKeys,
} from '../../identity/index.ts'
import { type AccountId, type DeviceId, idBytes } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { Store } from '../../store/index.ts'
import { type AnnouncedPicture, announcedPicture } from './announced-picture.ts'
import { keepWords } from './kept-words.ts'
import { beginRecovering } from './recovery-book.ts'
import { type NameCode, parseName } from './names.ts'

export interface Identity {
  readonly account: AccountId
  readonly keys: DeviceKeys
  /** What I call myself; announced to peers. */
  readonly name: string
  /** What this copy is called among my own devices. */
  readonly deviceName: string
  readonly language: WordsLanguage
  /** Tag key of the account (SYNC-2, self), 32 bytes. Secret. */
  readonly selfKey: Uint8Array
  /** All that is known of own devices, approved or not; grows only. */
  readonly card: Card
  /** GOV-6: own devices that somebody here said yes to; this one first. */
  readonly approved: readonly DeviceId[]
  /** What contacts recognise the words by (RECV-1); undefined where no own device has told it yet. */
  readonly recovery?: Uint8Array | undefined
  /** What own devices seal to, for whoever types the words on an empty computer (RECV-7); undefined as above. */
  readonly recoverySeal?: Uint8Array | undefined
  /** My picture, as it is announced; without bytes once it was taken away. */
  readonly picture?: AnnouncedPicture | undefined
}

export interface IdentityDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
}

export interface IdentityOptions {
  readonly name: string
  readonly language: WordsLanguage
  readonly deviceName?: string
  /** The words stay in the profile until they were checked (docs/decisions/022): for whoever cannot be sure that they are read now. */
  readonly keepWords?: boolean
}

type WordsFailure = Exclude<WordsReading, { readonly ok: true }>

const SPACE = 'profile'
const KEY = 'me'

const stored: Codec<Omit<Identity, 'keys'> & { readonly seed: Uint8Array; readonly sealSecret: Uint8Array }> = struct({
  account: field(1, id('account')),
  seed: field(2, bytes(KEY_BYTES)),
  sealSecret: field(3, bytes(KEY_BYTES)),
  name: field(4, text(INTRINSIC.NAME_CHARACTERS)),
  deviceName: field(5, text(INTRINSIC.NAME_CHARACTERS)),
  language: field(6, choice<WordsLanguage>({ ko: 0, en: 1 })),
  selfKey: field(7, bytes(KEY_BYTES)),
  card: field(8, card),
  approved: field(9, array(id('device'), { min: 1, max: INTRINSIC.ACCOUNT_EVER_DEVICES })),
  picture: optional(10, announcedPicture),
  recovery: optional(11, bytes(KEY_BYTES)),
  recoverySeal: optional(12, bytes(KEY_BYTES)),
})

/** A new account on a new device. The twelve words are the only copy of the account key; unless `keepWords`: show them, then forget them. */
export function createIdentity(
  deps: IdentityDeps,
  options: IdentityOptions,
): Result<{ readonly words: readonly string[]; readonly identity: Identity }, 'PROFILE_EXISTS' | NameCode> {
  const words = newWords(deps.rng, options.language)
  const read = accountFromWords(deps.crypto, words)
  if (!read.ok) throw new Error('fresh words are good words')
  const all = words.split(' ')
  return deps.store.transaction(() => {
    const identity = certifyThisDevice(deps, options, read.value)
    if (!identity.ok) return identity
    if (options.keepWords === true) keepWords(deps.store, all)
    return ok({ words: all, identity: identity.value })
  })
}

/** A new device of the account whose words were typed. The other devices hold it back until somebody approves it (GOV-6). */
export function restoreIdentity(
  deps: IdentityDeps,
  options: IdentityOptions & { readonly words: string },
): Result<Identity, 'PROFILE_EXISTS' | NameCode> | WordsFailure {
  const read = accountFromWords(deps.crypto, options.words)
  if (!read.ok) return read
  return deps.store.transaction(() => {
    const identity = certifyThisDevice(deps, options, read.value)
    // RECV-2: until contacts are found again, and not for ever.
    if (identity.ok) beginRecovering(deps.store, recoveryKeys(deps.crypto, read.value), deps.clock.now())
    return identity
  })
}

/** The identity of this profile, or undefined when it has none yet. Throws when there is one that this version cannot read. */
export function loadIdentity(store: Store, crypto: Crypto): Identity | undefined {
  const bytesHeld = store.values.get(SPACE, KEY)
  if (bytesHeld === undefined) return undefined
  const read = stored.decode(bytesHeld)
  // Never taken for a new profile: that would bury the old one.
  if (!read.ok) throw new Error(`the profile cannot be read: ${read.code}`)
  const { seed, sealSecret, ...rest } = read.value
  return { ...rest, keys: deviceFromSecrets(crypto, seed, sealSecret) }
}

/** Whether somebody lives here already. */
export function hasIdentity(store: Store): boolean {
  return store.values.get(SPACE, KEY) !== undefined
}

export function saveIdentity(store: Store, { keys, ...rest }: Identity): void {
  store.values.put(SPACE, KEY, stored.encode({ ...rest, seed: keys.seed, sealSecret: keys.sealSecret }))
}

function certifyThisDevice(
  { store, crypto, rng, clock }: IdentityDeps,
  options: IdentityOptions,
  { account, seed }: AccountKeys,
): Result<Identity, 'PROFILE_EXISTS' | NameCode> {
  const name = parseName(options.name)
  if (!name.ok) return name
  if (store.values.get(SPACE, KEY) !== undefined) return fail('PROFILE_EXISTS')
  const deviceName = parseName(options.deviceName ?? options.name)
  const keys = createDevice(crypto, rng)
  const certificate = issueCertificate(
    crypto,
    { account, device: keys.device, seal: keys.seal, issuer: account, kind: 'full', issued: clock.now(), name: name.value },
    seed,
    keys.seed,
  )
  const forRecovery = recoveryKeys(crypto, { account, seed })
  const identity: Identity = {
    account,
    keys,
    name: name.value,
    deviceName: deviceName.ok ? deviceName.value : name.value,
    language: options.language,
    selfKey: kdf(crypto, seed, 'sb1/self', [idBytes(account)], KEY_BYTES),
    card: mergeCards(account, EMPTY_CARD, { certificates: [certificate], revocations: [] }),
    approved: [keys.device],
    recovery: forRecovery.key,
    recoverySeal: forRecovery.seal,
  }
  store.transaction(() => saveIdentity(store, identity))
  return ok(identity)
}
