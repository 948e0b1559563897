/** Signal: its own export (`main.jsonl`) and the text that third-party tools write. Encrypted backups are not read. */
import type { TextFormat } from '../format.ts'
import { openOfficial, recogniseOfficial } from './official.ts'
import { openSigexport, recogniseSigexport } from './sigexport.ts'

export const signal: TextFormat = {
  name: 'signal',
  takes: 'text',
  recognise: (head) => recogniseOfficial(head) ?? recogniseSigexport(head),
  open: (found, _head, sink, around) => (found.variant === 'official-jsonl' ? openOfficial(sink, around) : openSigexport(sink, around)),
}
