/** What table a file begins with: its delimiter, its columns, and how much of its beginning that explains. */
import type { Head, Recognition } from '../format.ts'
import { looksLikePhone } from '../phone.ts'
import { type Column, columnsOf, isHeaderOfMessages } from './columns.ts'
import { Rows } from './rows.ts'

export interface Layout {
  readonly delimiter: string
  readonly columns: readonly Column[]
  readonly hasHeader: boolean
  /** Rows before the first that counts: what Excel says of its delimiter. */
  readonly skip: number
}

const DELIMITERS = [',', ';', '\t'] as const
/** Of a table without a header, so that one with a header, and any conversation, is better. */
const SHARE_WITHOUT_HEADER = 0.6
const STAMP = /^\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}\.?,?[ T].{0,8}\d{1,2}:\d{2}/

export function layoutOf(head: Head): Layout | undefined {
  return readHead(head)?.layout
}

export function recogniseTable(head: Head): Recognition | undefined {
  const found = readHead(head)
  if (found === undefined) return undefined
  const { layout, rows } = found
  const share =
    (layout.hasHeader ? 1 : SHARE_WITHOUT_HEADER) *
    (rows.length === 0 ? 1 : rows.filter((row) => isExplained(row, layout)).length / rows.length)
  if (share === 0) return undefined
  const isEmpty = rows.length === 0 && head.isWhole
  return { share, variant: variantOf(layout, found.header), kind: 'contacts', ...(isEmpty ? { isEmpty } : {}) }
}

interface Found {
  readonly layout: Layout
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

function readHead(head: Head): Found | undefined {
  const text = head.text.replace(/^\uFEFF/, '')
  const said = /^sep=([,;\t])\r?\n/i.exec(text.slice(0, 16))?.[1]
  const skip = said === undefined ? 0 : 1
  const tables = DELIMITERS.filter((delimiter) => said === undefined || delimiter === said).map((delimiter) =>
    readTable(text, delimiter, head.isWhole, skip),
  )
  const found = tables.filter((table) => table !== undefined)
  return found.toSorted((a, b) => known(b) - known(a) || b.header.length - a.header.length)[0]
}

function readTable(text: string, delimiter: string, isWhole: boolean, skip: number): Found | undefined {
  const all: (readonly string[])[] = []
  const rows = new Rows(delimiter, (cells) => all.push(cells))
  rows.push(text)
  // The last row of a head may be half a row.
  if (isWhole) rows.end()
  const [first = [], ...rest] = all.slice(skip)
  if (first.length === 0 || isHeaderOfMessages(first)) return undefined
  const columns = columnsOf(first)
  if (isHeader(columns, first)) return { layout: { delimiter, columns, hasHeader: true, skip }, header: first, rows: rest }
  const byPosition = columnsByPosition([first, ...rest])
  return byPosition && { layout: { delimiter, columns: byPosition, hasHeader: false, skip }, header: [], rows: [first, ...rest] }
}

function isHeader(columns: readonly Column[], cells: readonly string[]): boolean {
  if (cells.some((cell) => looksLikePhone(cell) || cell.includes('@'))) return false
  const fields = new Set(columns.map(({ field }) => field).filter((field) => field !== 'other' && field !== 'label'))
  return (
    fields.has('phone') ||
    fields.has('email') ||
    (fields.size > 1 && ['name', 'family', 'given', 'org'].some((field) => fields.has(field as 'name')))
  )
}

/** The first row holds a number: numbers by their shape, then the first text is the name and the second a note. */
function columnsByPosition(rows: readonly (readonly string[])[]): readonly Column[] | undefined {
  const [first = []] = rows
  if (first.length < 2 || first.length > 20 || !first.some(looksLikePhone)) return undefined
  if (rows.some((row) => row.some((cell) => STAMP.test(cell.slice(0, 40).trim())))) return undefined
  const rest: ('name' | 'org' | 'note')[] = ['name', 'org', 'note']
  return first.map((cell, at): Column => {
    const sample = [cell, ...rows.slice(1, 20).map((row) => row[at] ?? '')]
    if (sample.some(looksLikePhone)) return { field: 'phone' }
    if (sample.some((text) => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text.trim()))) return { field: 'email' }
    const isText = sample.some((text) => /\p{L}/u.test(text.slice(0, 200)))
    const field = isText ? rest.shift() : undefined
    return field === undefined ? { field: 'other', header: `${at + 1}` } : { field }
  })
}

function isExplained(row: readonly string[], { columns, hasHeader }: Layout): boolean {
  const holds = (field: Column['field']): boolean => columns.some((column, at) => column.field === field && (row[at] ?? '').trim() !== '')
  if (!hasHeader) return columns.some((column, at) => column.field === 'phone' && looksLikePhone(row[at] ?? ''))
  if (columns.length === 1) return looksLikePhone(row[0] ?? '') || (row[0] ?? '').includes('@')
  return row.length > 1 && (['phone', 'email', 'name', 'family', 'given', 'org', 'fileAs', 'nickname', 'note'] as const).some(holds)
}

function known({ layout }: Found): number {
  return layout.columns.filter(({ field }) => field !== 'other').length
}

function variantOf(layout: Layout, header: readonly string[]): string {
  const names = header.map((name) => name.trim().toLowerCase())
  const has = (name: string): boolean => names.includes(name)
  const paired = (what: string): boolean => names.some((name) => /^(?:phone|e-mail) \d+ - /.test(name) && name.endsWith(what))
  if (!layout.hasHeader) return 'no-header'
  if (paired('- type') || has('group membership')) return 'google-old'
  if (paired('- label')) return 'google-new'
  if (has('e-mail address') || has('mobile phone') || (has('business phone') && has('categories'))) return 'outlook'
  return layout.delimiter === '\t' ? 'generic-tsv' : 'generic'
}
