/**
 * One command from its words to its exit code: 0 done, 1 failed (`{error: {code, message}}` with `--json`, a sentence without), 2 not
 * understood. The one place that prints errors; nothing a person types ends in a stack trace.
 */
import { type Entry, errors, isErrorCode, type Language, languageOf } from '../../shared/i18n/index.ts'
import { type OptionTable, parseArguments, type Parsed } from './arguments.ts'
import { COMMANDS, type CommandEntry } from './commands/index.ts'
import type { Answer, CommandContext } from './command.ts'
import { CommandFailure, UsageFailure } from './failure.ts'
import { GLOBAL_OPTIONS } from './global-options.ts'
import type { Io } from './io.ts'
import { nearest } from './nearest.ts'
import { askPassphrase, passphraseFrom } from './passphrase.ts'
import { profileFolder } from './profile-folder.ts'
import { openSession, type Session } from './session.ts'
import { plain } from './terminal-text.ts'

export type ExitCode = 0 | 1 | 2

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const isJson = isFlagGiven(args, '--json')
  const language = languageFor(args, io.env)
  const sessions: Session[] = []
  try {
    const answer = await perform(args, io, language, isJson, sessions)
    if (answer !== undefined && answer.isPrinted !== true) io.out(`${isJson ? JSON.stringify(answer.json) : answer.human()}\n`)
    return answer?.exit ?? 0
  } catch (cause) {
    return report(cause, io, language, isJson)
  } finally {
    for (const session of sessions) await session.close()
  }
}

async function perform(
  args: readonly string[],
  io: Io,
  language: Language,
  isJson: boolean,
  sessions: Session[],
): Promise<Answer | undefined> {
  const say = (text: Entry) => text[language]
  const { entry, rest, family = COMMANDS } = chosen(args)
  if (entry === undefined) {
    const { overview } = await import('./help.ts')
    const wantsHelp = args.length > 0
    if (!wantsHelp) throw new UsageFailure({ en: overview((text) => text.en), ko: overview((text) => text.ko) })
    return { json: { commands: family.map(({ name }) => name) }, human: () => overview(say, family) }
  }
  const command = await entry.load()
  if (isFlagGiven(rest, '--help')) {
    const { commandHelp } = await import('./help.ts')
    return { json: { help: commandHelp(entry, command, say) }, human: () => commandHelp(entry, command, say) }
  }
  const table: OptionTable = { ...command.options, ...GLOBAL_OPTIONS }
  const parsed = parseArguments(rest, table)
  checkWords(entry, parsed, command.positionals)
  const { values, words } = parsed
  if (!['ko', 'en', undefined].includes(textOf(values['lang'])))
    throw new UsageFailure({ en: '--lang is ko or en.', ko: '--lang은 ko 또는 en이에요.' })
  const profile = profileFolder(textOf(values['profile']), io.env)
  const context: CommandContext = {
    io,
    language,
    say,
    isJson,
    profile,
    passphrase: () => passphraseFrom(textOf(values['passphrase-file']) ?? io.env['SARANGBANG_PASSPHRASE_FILE']),
    async session(need) {
      const onTemporary = () => {
        if (!isJson) io.err(`${say(TEMPORARY)}\n`)
      }
      const session = await openSession({ profile, need, passphrase: context.passphrase, ask: () => askPassphrase(context), onTemporary })
      sessions.push(session)
      return session
    },
    emit: (json, human) => io.out(`${isJson ? JSON.stringify(json) : human()}\n`),
  }
  return command.run(values, words, context)
}

const TEMPORARY: Entry = {
  en: 'Sarangbang is not running; starting it for this command only.',
  ko: '실행 중인 사랑방이 없어서 이 명령 동안만 켤게요.',
}

interface Chosen {
  /** Undefined: help on all of them, or on a family. */
  readonly entry: CommandEntry | undefined
  readonly rest: readonly string[]
  readonly family?: readonly CommandEntry[]
}

/** `carry ask`, `carry list`, … of `carry`. */
function familyOf(first: string): readonly CommandEntry[] {
  return COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
}

/** Options may stand before the command; the longest name that fits is meant. */
function chosen(args: readonly string[]): Chosen {
  const at = firstWord(args)
  const first = args[at]
  if (first === undefined) {
    // Only options: they are looked at, so that a mistake is not answered with a page of help.
    const { values } = parseArguments(args, GLOBAL_OPTIONS)
    if (args.length > 0 && values['help'] !== true)
      throw new UsageFailure({ en: 'Which command? Try --help.', ko: '어떤 명령인가요? --help를 보세요.' })
    return { entry: undefined, rest: [] }
  }
  // What stands before the command has to be an option of every command.
  parseArguments(args.slice(0, at), GLOBAL_OPTIONS)
  if (first === 'help' && args.length === 1) return { entry: undefined, rest: [] }
  const second = args[at + 1]
  const two = COMMANDS.find(({ name }) => name === `${first} ${second}`)
  if (two !== undefined) return { entry: two, rest: [...args.slice(0, at), ...args.slice(at + 2)] }
  const one = COMMANDS.find(({ name }) => name === first)
  if (one !== undefined) return { entry: one, rest: [...args.slice(0, at), ...args.slice(at + 1)] }
  const family = familyOf(first)
  if (family.length > 0 && second === '--help') return { entry: undefined, rest: [], family }
  throw unknownCommand(first, second)
}

/** The place of the first word that is neither a global option nor its value. */
function firstWord(args: readonly string[]): number {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    if (!word.startsWith('--')) return at
    const name = word.slice(2)
    if (name !== 'json' && name !== 'help' && Object.hasOwn(GLOBAL_OPTIONS, name)) at += 1
  }
  return args.length
}

function unknownCommand(first: string, second: string | undefined): UsageFailure {
  const typed = plain(first).slice(0, 64)
  const family = familyOf(first).map(({ name }) => name)
  if (family.length > 0) {
    const guess = second === undefined ? undefined : nearest(`${first} ${second}`, family)
    const hint = guess ?? family.join(', ')
    return new UsageFailure({ en: `“${typed}” needs one of: ${hint}.`, ko: `“${typed}” 다음에 올 수 있는 것: ${hint}` })
  }
  const guess = nearest(first, [...new Set(COMMANDS.flatMap(({ name }) => [name, name.split(' ')[0] ?? name]))])
  if (guess === undefined)
    return new UsageFailure({ en: `There is no command “${typed}”. Try --help.`, ko: `“${typed}” 명령은 없어요. --help를 보세요.` })
  return new UsageFailure({
    en: `There is no command “${typed}”. Did you mean ${guess}?`,
    ko: `“${typed}” 명령은 없어요. 혹시 ${guess}인가요?`,
  })
}

function checkWords(entry: CommandEntry, { words }: Parsed, { shown, min, max }: { shown: string; min: number; max: number }): void {
  if (words.length >= min && words.length <= max) return
  const form = `sarangbang ${entry.name}${shown === '' ? '' : ` ${shown}`}`
  if (words.length < min) throw new UsageFailure({ en: `Something is missing: ${form}`, ko: `빠진 것이 있어요: ${form}` })
  const extra = plain(words[max] ?? '').slice(0, 64)
  throw new UsageFailure({ en: `“${extra}” is too much: ${form}`, ko: `“${extra}”은(는) 필요 없어요: ${form}` })
}

function report(cause: unknown, io: Io, language: Language, isJson: boolean): ExitCode {
  if (cause instanceof UsageFailure) {
    io.err(isJson ? errorLine('USAGE', cause.text[language]) : `${cause.text[language]}\n`)
    return 2
  }
  const code = cause instanceof CommandFailure ? cause.code : systemCode(cause)
  const said = cause instanceof CommandFailure ? cause.detail : cause instanceof Error ? cause.message : String(cause)
  const detail = said ?? (isErrorCode(code) ? undefined : code)
  const sentence = isErrorCode(code) ? errors[code][language] : errors.FAILED[language]
  const message = detail === undefined ? sentence : `${sentence} ${detail}`
  io.err(isJson ? errorLine(code, message) : `${message}\n`)
  return 1
}

/** Errors of the system keep their own code (`ENOSPC`, `EACCES`). */
function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'FAILED'
}

function errorLine(code: string, message: string): string {
  return `${JSON.stringify({ error: { code, message } })}\n`
}

/** Before anything is parsed, since a failure to parse has to be reported in the right form. */
function isFlagGiven(args: readonly string[], flag: string): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).includes(flag)
}

function languageFor(args: readonly string[], env: Io['env']): Language {
  const at = args.indexOf('--lang')
  const given = args.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ?? (at === -1 ? undefined : args[at + 1])
  return languageOf(given ?? (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']))
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
