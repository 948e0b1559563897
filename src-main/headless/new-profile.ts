/** Making a profile, for `init`, `restore` and the first `serve`. */
import { rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Entry, Language } from '../../shared/i18n/index.ts'
import type { AccountId, DeviceId } from '../../shared/ids/index.ts'
import { parseName } from '../../shared/messenger/index.ts'
import { makeProfile, restoreProfile as restore } from '../engine/index.ts'
import type { CommandContext } from './command.ts'
import { CommandFailure, type UsageFailure } from './failure.ts'
import { badName } from './naming.ts'
import { columns } from './terminal-text.ts'

export interface NewProfile {
  readonly account: AccountId
  readonly device: DeviceId
  readonly words: readonly string[]
}

export const PROFILE_CREATED: Entry = { en: 'Your account is ready.', ko: '계정을 만들었어요.' }

/** This computer's name as a person would say it. */
export function computerName(): string {
  return hostname().split('.')[0] || 'Sarangbang'
}

export async function createProfile(
  context: CommandContext,
  wanted: { readonly name: string; readonly deviceName: string | undefined; readonly language: Language },
): Promise<NewProfile> {
  checkDeviceName(wanted.deviceName)
  const passphrase = context.passphrase()
  const made = await makeProfile({
    profile: context.profile,
    name: wanted.name,
    deviceName: wanted.deviceName ?? computerName(),
    language: wanted.language,
    ...(passphrase !== undefined && { passphrase }),
  })
  if (!made.ok) throw refused(made.code)
  return made.value
}

export async function restoreProfile(
  context: CommandContext,
  wanted: { readonly words: string; readonly name: string | undefined; readonly deviceName: string | undefined },
): Promise<Omit<NewProfile, 'words'>> {
  checkDeviceName(wanted.deviceName)
  const passphrase = context.passphrase()
  const made = await restore({
    profile: context.profile,
    words: wanted.words,
    language: context.language,
    name: wanted.name ?? computerName(),
    deviceName: wanted.deviceName ?? computerName(),
    ...(passphrase !== undefined && { passphrase }),
  })
  if (!made.ok) throw refused(made.code)
  return { account: made.value.account, device: made.value.device }
}

/** The engine would take the person’s name instead. */
function checkDeviceName(typed: string | undefined): void {
  if (typed !== undefined && !parseName(typed).ok) throw badName()
}

/** A name that is empty or too long is not a message that is. */
function refused(code: string): CommandFailure | UsageFailure {
  if (code === 'TOO_LONG') return badName()
  return new CommandFailure(code === 'EMPTY' ? 'NEEDS_NAME' : code)
}

/** The words in three columns, numbered, with what they are for. */
export function wordsText(words: readonly string[], context: CommandContext): string {
  const explanation = context.say({
    en: 'Your 12 recovery words. Write them on paper now; they are not shown again.\nThey bring your account back. Whoever has them can be you.',
    ko: '복구 단어 12개예요. 지금 종이에 적어 두세요. 다시 보여 드리지 않아요.\n이 단어로 계정을 되살릴 수 있고, 이 단어를 가진 사람은 나인 척할 수 있어요.',
  })
  const rows = [0, 1, 2, 3].map((row) => [0, 4, 8].map((from) => `${String(from + row + 1).padStart(2)} ${words[from + row] ?? ''}`))
  return `${explanation}\n\n${columns(rows)}`
}

/** Never over another file; readable by its owner only. */
export function writeWords(file: string, words: readonly string[]): void {
  try {
    writeFileSync(file, `${words.join(' ')}\n`, { mode: 0o600, flag: 'wx' })
  } catch {
    throw new CommandFailure('BAD_FILE', file)
  }
}

/** Says early whether the words can be written, before an account exists whose words nobody would ever see. */
export function checkWordsFile(file: string): void {
  writeWords(file, [])
  rmSync(file)
}
