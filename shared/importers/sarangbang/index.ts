/** What Sarangbang wrote itself, as text or JSON Lines: read back as it was written (EXP-7, EXP-8). */
import type { TextFormat } from '../format.ts'
import { JSONL_FIRST, JsonLinesReading } from './json-lines.ts'
import { TEXT_FIRST_LINE, TextReading } from './text.ts'

const RECORD = /^\d{4}-\d{2}-\d{2}T/

export const sarangbang: TextFormat = {
  name: 'sarangbang',
  takes: 'text',
  recognise({ lines, isWhole }) {
    const first = (lines[0] ?? '').replace(/^\ufeff/, '').replace(/\r$/, '')
    if (first === TEXT_FIRST_LINE) {
      const isEmpty = isWhole && !lines.some((line) => RECORD.test(line))
      return { share: 1, variant: 'text-1', kind: 'chat', time: 'utc', ...(isEmpty && { isEmpty }) }
    }
    if (!first.startsWith(JSONL_FIRST)) return undefined
    const isEmpty = isWhole && lines.filter((line) => line.trim() !== '').length <= 2
    return { share: 1, variant: 'jsonl-1', kind: 'chat', time: 'utc', ...(isEmpty && { isEmpty }) }
  },
  open: (found, _head, sink) => (found.variant === 'text-1' ? new TextReading(sink) : new JsonLinesReading(sink)),
}
