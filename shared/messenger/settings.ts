/** What a person chose for this profile. Kept on this device, in effect as soon as it is chosen; whatever was never chosen is as it comes. */
import { type Codec, array, bool, choice, equalBytes, refined, text, uint } from '../codec/index.ts'
import { MEDIA, RESOURCE, TRANSFER } from '../limits.ts'
import { parseAddress } from '../reach/index.ts'
import { type Result, fail, ok } from '../result.ts'
import type { Store } from '../store/index.ts'
import type { ActCode, Settings } from './api.ts'

const SPACE = 'settings'

interface Setting<T> {
  /** Its name on disk. */
  readonly key: string
  readonly codec: Codec<T>
  readonly otherwise: T
}
/** What a person chose of himself; the rest is about the screen, the room it stands in and who sits beside it, and stays with the device. */
export const PERSONAL_SETTINGS = ['readReceipts', 'typing', 'language', 'enterSends'] as const satisfies readonly (keyof Settings)[]
export type PersonalSetting = (typeof PERSONAL_SETTINGS)[number]

const NOTHING = new Uint8Array(0)

type Table = { readonly [K in keyof Settings]: Setting<Settings[K]> }

/** A dial address in its one spelling. */
const entrance = refined(text(RESOURCE.ADDRESS_CHARACTERS), (address) => parseAddress(address)?.text === address)

/** Each under its own key: one that a later version understands otherwise costs none of the others. */
const TABLE: Table = {
  readReceipts: { key: 'read-receipts', codec: bool, otherwise: true },
  typing: { key: 'typing', codec: bool, otherwise: true },
  language: { key: 'language', codec: choice<Settings['language']>({ system: 0, ko: 1, en: 2 }), otherwise: 'system' },
  theme: { key: 'theme', codec: choice<Settings['theme']>({ system: 0, light: 1, dark: 2 }), otherwise: 'system' },
  textSize: { key: 'text-size', codec: refined(uint({ min: 90, max: 150 }), (percent) => percent % 10 === 0), otherwise: 100 },
  notifications: { key: 'notifications', codec: choice<Settings['notifications']>({ none: 0, name: 1, full: 2 }), otherwise: 'full' },
  enterSends: { key: 'enter-sends', codec: bool, otherwise: true },
  lockAfterMinutes: { key: 'lock-after', codec: uint({ max: RESOURCE.LOCK_AFTER_MINUTES }), otherwise: 0 },
  lockWithSystem: { key: 'lock-with-system', codec: bool, otherwise: false },
  background: { key: 'background', codec: bool, otherwise: false },
  rendezvous: { key: 'rendezvous', codec: bool, otherwise: false },
  rendezvousPort: { key: 'rendezvous-port', codec: uint({ max: 65_535 }), otherwise: 0 },
  bootstrap: { key: 'bootstrap', codec: array(entrance, { max: RESOURCE.RENDEZVOUS_BOOTSTRAP }), otherwise: [] },
  relay: { key: 'relay', codec: bool, otherwise: false },
  portMapping: { key: 'port-mapping', codec: bool, otherwise: true },
  mediaMib: { key: 'media-mib', codec: uint({ min: 1, max: MEDIA.QUOTA_MIB }), otherwise: MEDIA.PROFILE_MIB },
  roomMediaMib: { key: 'room-media-mib', codec: uint({ min: 1, max: MEDIA.QUOTA_MIB }), otherwise: MEDIA.ROOM_MIB },
  autoFetch: { key: 'auto-fetch', codec: choice<Settings['autoFetch']>({ always: 0, nearby: 1, never: 2 }), otherwise: 'always' },
  autoFetchMib: { key: 'auto-fetch-mib', codec: uint({ min: 1, max: TRANSFER.AUTO_MIB_MOST }), otherwise: TRANSFER.AUTO_MIB },
  uploadKib: { key: 'upload-kib', codec: uint({ max: TRANSFER.UPLOAD_KIB_MOST }), otherwise: 0 },
}

export class ProfileSettings {
  readonly #store: Store
  #current: Settings

  constructor(store: Store) {
    this.#store = store
    this.#current = read(store)
  }

  get current(): Settings {
    return this.#current
  }

  /** One that follows the person, as it is on disk; empty: never chosen. */
  encoded(name: PersonalSetting): Uint8Array {
    return this.#store.values.get(SPACE, TABLE[name].key) ?? NOTHING
  }

  /** What another own device chose, as a change to make; undefined: no value of this setting. */
  read(name: PersonalSetting, value: Uint8Array): Partial<Settings> | undefined {
    const { codec, otherwise }: Setting<Settings[PersonalSetting]> = TABLE[name]
    if (value.length === 0) return { [name]: otherwise }
    const read = codec.decode(value)
    return read.ok ? { [name]: read.value } : undefined
  }

  /** Durable when it returns; true when something is other than before. One value that cannot be, and nothing is changed. */
  change(changes: Partial<Settings>): Result<boolean, ActCode> {
    const writes: (() => void)[] = []
    for (const name of NAMES) {
      const write = this.#prepared(name, changes)
      if (write === undefined) return fail('OUT_OF_RANGE')
      if (write !== 'same') writes.push(write)
    }
    if (writes.length === 0) return ok(false)
    this.#store.transaction(() => {
      for (const write of writes) write()
    })
    this.#current = read(this.#store)
    return ok(true)
  }

  /** undefined: not a value of this setting; the codec that reads is the one that judges, whatever the types say. */
  #prepared<K extends keyof Settings>(name: K, changes: Partial<Settings>): (() => void) | 'same' | undefined {
    const wanted = changes[name]
    if (wanted === undefined || wanted === this.#current[name]) return 'same'
    const { key, codec }: Setting<Settings[K]> = TABLE[name]
    try {
      const encoded = codec.encode(wanted)
      if (!codec.decode(encoded).ok) return undefined
      // A list is the same when it says the same.
      return equalBytes(encoded, codec.encode(this.#current[name])) ? 'same' : () => this.#store.values.put(SPACE, key, encoded)
    } catch (cause) {
      if (cause instanceof RangeError) return undefined
      throw cause
    }
  }
}

const NAMES: readonly (keyof Settings)[] = [
  'readReceipts',
  'typing',
  'language',
  'theme',
  'textSize',
  'notifications',
  'enterSends',
  'lockAfterMinutes',
  'lockWithSystem',
  'background',
  'rendezvous',
  'rendezvousPort',
  'bootstrap',
  'relay',
  'portMapping',
  'mediaMib',
  'roomMediaMib',
  'autoFetch',
  'autoFetchMib',
  'uploadKib',
]

function read(store: Store): Settings {
  return {
    readReceipts: held(store, TABLE.readReceipts),
    typing: held(store, TABLE.typing),
    language: held(store, TABLE.language),
    theme: held(store, TABLE.theme),
    textSize: held(store, TABLE.textSize),
    notifications: held(store, TABLE.notifications),
    enterSends: held(store, TABLE.enterSends),
    lockAfterMinutes: held(store, TABLE.lockAfterMinutes),
    lockWithSystem: held(store, TABLE.lockWithSystem),
    background: held(store, TABLE.background),
    rendezvous: held(store, TABLE.rendezvous),
    rendezvousPort: held(store, TABLE.rendezvousPort),
    bootstrap: held(store, TABLE.bootstrap),
    relay: held(store, TABLE.relay),
    portMapping: held(store, TABLE.portMapping),
    mediaMib: held(store, TABLE.mediaMib),
    roomMediaMib: held(store, TABLE.roomMediaMib),
    autoFetch: held(store, TABLE.autoFetch),
    autoFetchMib: held(store, TABLE.autoFetchMib),
    uploadKib: held(store, TABLE.uploadKib),
  }
}

function held<T>(store: Store, { key, codec, otherwise }: Setting<T>): T {
  const bytes = store.values.get(SPACE, key)
  const read = bytes === undefined ? undefined : codec.decode(bytes)
  return read?.ok === true ? read.value : otherwise
}
