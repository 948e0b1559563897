/** What a command is: what it takes, and what it does with it. One file a command; `commands/index.ts` lists them all. */
import type { Entry, Language } from '../../shared/i18n/index.ts'
import type { OptionTable, Positionals, Raw, ValuesOf } from './arguments.ts'
import type { Io } from './io.ts'
import type { Session, SessionNeed } from './session.ts'

export interface CommandContext {
  readonly io: Io
  readonly language: Language
  /** One of the two languages of an entry, for this person. */
  say(entry: Entry): string
  readonly isJson: boolean
  /** Absolute. */
  readonly profile: string
  /** Undefined: none was given. */
  passphrase(): string | undefined
  /** The running engine, or the profile opened for this command; closed when the command ends. */
  session(need: SessionNeed): Promise<Session>
  /** A JSON line (`--json`), or a text, at once: for streams. */
  emit(json: unknown, human: () => string): void
}

/** What to print at the end. */
export interface Answer {
  readonly json: unknown
  readonly human: () => string
  /** Default 0. 1: it was done, and the answer is that something is wrong. */
  readonly exit?: 0 | 1
  /** It has been written already, as it came; only the exit code is left to say. */
  readonly isPrinted?: boolean
}

export interface CommandDefinition<T extends OptionTable> {
  readonly options: T
  readonly positionals: Positionals
  /** Further lines of help. */
  readonly notes?: Entry
  /** Undefined: everything has been printed already. */
  run(values: ValuesOf<T>, words: readonly string[], context: CommandContext): Promise<Answer | undefined>
}

export interface Command {
  readonly options: OptionTable
  readonly positionals: Positionals
  readonly notes?: Entry
  run(values: Raw, words: readonly string[], context: CommandContext): Promise<Answer | undefined>
}

export function defineCommand<const T extends OptionTable>(definition: CommandDefinition<T>): Command {
  return {
    ...definition,
    // The parser made the values by this very table.
    run: (values, words, context) => definition.run(values as ValuesOf<T>, words, context),
  }
}

export const NO_WORDS: Positionals = { shown: '', min: 0, max: 0 }
export const ROOM_OPTION = {
  kind: 'text',
  value: 'ROOM',
  required: true,
  help: { en: 'a room’s name or id', ko: '방 이름이나 ID' },
} as const
