/** Conversations exported by LINE on telephones and desktops, in any language. Rules: IMP-26 to IMP-29. */
import type { TextFormat } from '../format.ts'
import { LineSplitter } from '../text/index.ts'
import { LineReader } from './reader.ts'
import { recognise } from './recognise.ts'

export { lineAccount } from './account-csv.ts'

export const line: TextFormat = {
  name: 'line',
  takes: 'text',
  recognise,
  open(_found, head, sink) {
    const reader = new LineReader(head, sink)
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
