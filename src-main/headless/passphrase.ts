/** The passphrase of a profile: from a file, or from the person at the terminal; never from the command line, where others can see it. */
import { closeSync, openSync, readSync } from 'node:fs'
import { RPC } from '../../shared/limits.ts'
import type { CommandContext } from './command.ts'
import { CommandFailure } from './failure.ts'

/** The longest passphrase in the longest letters, and its line end. */
const FILE_BYTES = RPC.PASSPHRASE_CHARACTERS * 3 + 2

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

/** Undefined: it cannot be read, or holds more than any passphrase (a device that never ends is no file of one). */
function textOf(file: string): string | undefined {
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    const bytes = Buffer.alloc(FILE_BYTES + 1)
    let size = 0
    for (let read = -1; read !== 0 && size < bytes.length; size += read) read = readSync(handle, bytes, size, bytes.length - size, null)
    return size > FILE_BYTES ? undefined : bytes.toString('utf8', 0, size)
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
