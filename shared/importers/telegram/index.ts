/** Telegram Desktop: `result.json` of one conversation or of all, and the pages of the HTML export. */
import type { TextFormat } from '../format.ts'
import { openHtml, recogniseHtml } from './html.ts'
import { openJson } from './json.ts'
import { recogniseJson } from './shape.ts'

export const telegram: TextFormat = {
  name: 'telegram',
  takes: 'text',
  recognise: (head) => recogniseJson(head) ?? recogniseHtml(head),
  open: (found, _head, sink, around) => (found.variant === 'desktop-html' ? openHtml(sink, around) : openJson(found, sink, around)),
}
