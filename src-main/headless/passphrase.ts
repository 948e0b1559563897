/** The passphrase of a profile: from a file, or from the person at the terminal; never from the command line, where others can see it. */
import { readFileSync } from 'node:fs'
import type { CommandContext } from './command.ts'
import { CommandFailure } from './failure.ts'

/** Undefined: no file was named. The last line end is not part of it. */
export function passphraseFrom(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  const text = textOf(file)?.replace(/\r?\n$/, '')
  if (text === undefined || text === '') throw new CommandFailure('BAD_PASSPHRASE_FILE', file)
  return text
}

/** Undefined: nobody is there to ask, or nothing was typed. */
export async function askPassphrase({ io, isJson, say }: Pick<CommandContext, 'io' | 'isJson' | 'say'>): Promise<string | undefined> {
  if (!io.isInteractive || isJson) return undefined
  const typed = await io.question(say({ en: 'Passphrase: ', ko: '비밀번호: ' }), true)
  return typed === '' ? undefined : typed
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
