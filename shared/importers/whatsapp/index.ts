/** Conversations exported by WhatsApp on Android and iPhone, in any language, with or without their files. Rules: IMP-20 to IMP-25. */
import type { TextFormat } from '../format.ts'
import { LineSplitter } from '../text/index.ts'
import { WhatsAppReader } from './reader.ts'
import { recognise } from './recognise.ts'

export const whatsapp: TextFormat = {
  name: 'whatsapp',
  takes: 'text',
  recognise,
  open(_found, head, sink, around) {
    const reader = new WhatsAppReader(head, sink, around)
    const lines = new LineSplitter(reader)
    return {
      push: (piece) => lines.push(piece),
      end() {
        lines.end()
        reader.end()
      },
    }
  },
}
