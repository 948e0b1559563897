/** The beginning of a file, as formats are asked about it: bounded, decoded, in lines (IMP-2). */
import { IMPORT } from '../limits.ts'
import type { Head } from './format.ts'
import { LineSplitter } from './text/index.ts'

/** So many bytes hold that much text in every encoding. */
export const HEAD_BYTES = IMPORT.HEAD_CHARACTERS * 4

/** `isWhole`: there is nothing after `text` in the file. `name`: without folders. */
export function headOf(name: string, text: string, isWhole: boolean): Head {
  const isAll = isWhole && text.length <= IMPORT.HEAD_CHARACTERS
  const shown = text.slice(0, IMPORT.HEAD_CHARACTERS)
  return { name: name.normalize('NFC'), lines: firstLines(shown, isAll), text: shown, isWhole: isAll }
}

function firstLines(text: string, isAll: boolean): readonly string[] {
  const lines: string[] = []
  const splitter = new LineSplitter({ line: (line) => void lines.push(line), cut: () => undefined })
  splitter.push(text)
  // A line that goes on beyond the head is not shown, unless it is all there is.
  if (isAll || lines.length === 0) splitter.end()
  return lines.slice(0, IMPORT.HEAD_LINES)
}
