/** Address books as tables: Google, Outlook, and what people and programs write (IMP-44 to IMP-48). */
import type { ImportSink, Reading, TextFormat } from '../format.ts'
import { type Layout, layoutOf, recogniseTable } from './layout.ts'
import { personOf } from './person.ts'
import { Rows } from './rows.ts'

export const contactCsv: TextFormat = {
  name: 'csv',
  takes: 'text',
  recognise: recogniseTable,
  open: (_found, head, sink, { region }) => {
    const layout = layoutOf(head)
    return layout === undefined ? nothing(sink) : reading(layout, sink, region)
  },
}

function reading(layout: Layout, sink: ImportSink, region: string): Reading<string> {
  let before = layout.skip + (layout.hasHeader ? 1 : 0)
  let isFirst = true
  if (!layout.hasHeader) sink.warn(0, 'NO_HEADER')
  const rows = new Rows(layout.delimiter, (cells, line, isBroken) => {
    if (before > 0) {
      before -= 1
      return
    }
    if (isBroken || cells.length > layout.columns.length) sink.warn(line, 'BAD_LINE')
    const person = personOf(cells, layout.columns, region, (code) => sink.warn(line, code))
    if (person !== undefined) sink.contact(person)
    else if (cells.some((cell) => cell.trim() !== '')) sink.warn(line, 'BAD_RECORD')
  })
  return {
    push: (piece) => {
      rows.push(isFirst ? piece.replace(/^\uFEFF/, '') : piece)
      isFirst &&= piece === ''
    },
    end: () => rows.end(),
  }
}

function nothing(sink: ImportSink): Reading<string> {
  return { push: () => undefined, end: () => sink.warn(0, 'BAD_RECORD') }
}
