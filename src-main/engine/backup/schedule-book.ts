/** What is kept of backups in the profile: when and where, the key that is made of the passphrase (never the passphrase), and what became of the last ones. */
import * as v from 'valibot'
import type { PassphraseKey } from '../../../shared/backup/index.ts'
import { fromHex, toHex } from '../../../shared/codec/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { parseId } from '../../../shared/ids/index.ts'
import type { BackupEvery, BackupSummary } from '../../../shared/rpc/index.ts'
import type { Store } from '../../../shared/store/index.ts'

export interface Schedule {
  readonly every: BackupEvery
  readonly folder: string | undefined
  readonly keep: number
  readonly withFiles: boolean
  readonly key: PassphraseKey | undefined
  /** Wall ms: when it was last tried, whatever came of it; from when it was chosen. */
  readonly since: number
  /** Names of the files it made that are still to be there, oldest first. */
  readonly files: readonly string[]
  readonly last: BackupSummary | undefined
  readonly failed: { readonly at: number; readonly code: string } | undefined
}

const SPACE = 'backup'
const KEY = 'schedule'
export const KEPT_BY_DEFAULT = 5

const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/), v.maxLength(128))
const summary = v.object({
  file: v.string(),
  bytes: v.number(),
  at: v.number(),
  account: v.string(),
  name: v.string(),
  deviceName: v.string(),
  contacts: v.number(),
  rooms: v.number(),
  messages: v.number(),
  files: v.fallback(v.number(), 0),
  leftOut: v.exactOptional(v.array(v.string())),
})
const stored = v.object({
  every: v.picklist(['off', 'daily', 'weekly']),
  folder: v.exactOptional(v.string()),
  keep: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(RESOURCE.BACKUPS_KEPT)),
  withFiles: v.fallback(v.boolean(), false),
  key: v.exactOptional(v.object({ salt: hex, key: hex, memoryKib: v.number(), passes: v.number() })),
  since: v.number(),
  files: v.array(v.string()),
  last: v.exactOptional(summary),
  failed: v.exactOptional(v.object({ at: v.number(), code: v.string() })),
})

const NOTHING: Schedule = {
  every: 'off',
  folder: undefined,
  keep: KEPT_BY_DEFAULT,
  withFiles: false,
  key: undefined,
  since: 0,
  files: [],
  last: undefined,
  failed: undefined,
}

export function readSchedule(store: Store): Schedule {
  const bytes = store.values.get(SPACE, KEY)
  const parsed = v.safeParse(stored, bytes === undefined ? undefined : parsedJson(bytes))
  if (!parsed.success) return NOTHING
  const { every, folder, keep, withFiles, key, since, files, last, failed } = parsed.output
  const account = last === undefined ? undefined : parseId('account', last.account)
  return {
    every,
    folder,
    keep,
    withFiles,
    key: key === undefined ? undefined : keyOf(key),
    since,
    files,
    last: last === undefined || account === undefined ? undefined : { ...last, account },
    failed,
  }
}

export function keepSchedule(store: Store, { key, ...schedule }: Schedule): void {
  const kept = {
    ...schedule,
    ...(key !== undefined && {
      key: { salt: toHex(key.salt), key: toHex(key.key), memoryKib: key.cost.memoryKib, passes: key.cost.passes },
    }),
  }
  store.transaction(() => store.values.put(SPACE, KEY, new TextEncoder().encode(JSON.stringify(kept))))
}

function keyOf({
  salt,
  key,
  memoryKib,
  passes,
}: {
  salt: string
  key: string
  memoryKib: number
  passes: number
}): PassphraseKey | undefined {
  const [saltBytes, keyBytes] = [fromHex(salt), fromHex(key)]
  return saltBytes === undefined || keyBytes === undefined ? undefined : { salt: saltBytes, key: keyBytes, cost: { memoryKib, passes } }
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
