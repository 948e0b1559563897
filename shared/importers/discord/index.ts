/** Discord, by way of DiscordChatExporter: JSON, CSV and plain text. */
import type { TextFormat } from '../format.ts'
import { openCsv, recogniseCsv } from './csv.ts'
import { openJson, recogniseJson } from './json.ts'
import { openTxt, recogniseTxt } from './txt.ts'

export const discord: TextFormat = {
  name: 'discord',
  takes: 'text',
  recognise: (head) => recogniseJson(head) ?? recogniseCsv(head) ?? recogniseTxt(head),
  open: (found, _head, sink, around) => {
    if (found.variant === 'exporter-json') return openJson(sink, around)
    return found.variant === 'exporter-csv' ? openCsv(found, sink, around) : openTxt(found, sink, around)
  },
}
