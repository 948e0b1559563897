/**
 * Standard input as texts, a line each, in batches that fit into one call; a batch is one commit. Nothing waits for the end of the input:
 * what has come is given on before more is read, so that a program may go on writing lines for days. Empty lines are no messages.
 */
import { INTRINSIC, RPC } from '../../shared/limits.ts'
import { CommandFailure } from './failure.ts'

/** JSON needs up to six bytes for one of the text, and a batch has to fit into a frame. */
const BATCH_BYTES = RPC.FRAME_BYTES / 8

export async function* textBatches(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  for await (const lines of linesOf(input)) {
    let batch: string[] = []
    let bytes = 0
    for (const line of lines) {
      if (line.trim() === '') continue
      const size = Buffer.byteLength(line)
      if (batch.length >= RPC.TEXTS_PER_SEND || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
        yield batch
        batch = []
        bytes = 0
      }
      batch.push(line)
      bytes += size
    }
    if (batch.length > 0) yield batch
  }
}

/** The lines that each read completed. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for await (const part of input) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    // A line is at most one entry (MSG-2); what is far longer is no text to wait for.
    if (rest.length > INTRINSIC.ENTRY_BYTES * 4) throw new CommandFailure('TOO_LONG_LINE')
    yield lines.map(withoutReturn)
  }
  rest += decoder.decode()
  if (rest !== '') yield [withoutReturn(rest)]
}

function withoutReturn(line: string): string {
  return line.replace(/\r$/, '')
}
