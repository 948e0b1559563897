/** The twelve words on their way in: out of a file, standard input or a terminal, never out of the command line, which others can see. */
import { createReadStream } from 'node:fs'
import type { CommandContext } from './command.ts'
import { CommandFailure } from './failure.ts'

/** Twelve words are some hundred bytes in any language; more is another file. */
const WORDS_FILE_BYTES = 4096

/** `-` is standard input. */
export async function wordsFrom(file: string, input: AsyncIterable<Uint8Array>): Promise<string> {
  const bytes = file === '-' ? await readAll(input) : await readFile(file)
  if (bytes.length > WORDS_FILE_BYTES) throw new CommandFailure('BAD_WORDS')
  return bytes.toString('utf8')
}

/** Asks whoever sits there, and shows nothing of the answer; from a program, its standard input. */
export async function askedWords({ io, say }: CommandContext): Promise<string> {
  if (!io.isInteractive) return wordsFrom('-', io.input)
  return io.question(say({ en: 'Your 12 recovery words (not shown): ', ko: '복구 단어 12개 (화면에 안 보여요): ' }), true)
}

async function readFile(file: string): Promise<Buffer> {
  try {
    return await readAll(createReadStream(file))
  } catch {
    throw new CommandFailure('BAD_FILE', file)
  }
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of input) {
    parts.push(part)
    size += part.length
    if (size > WORDS_FILE_BYTES) break
  }
  return Buffer.concat(parts)
}
