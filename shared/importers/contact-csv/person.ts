/** One row of a table to one person. What no column here reads is kept as a property of a card, so that it can be written out again. */
import { IMPORT } from '../../limits.ts'
import { parseBirthday } from '../birthday.ts'
import type { ImportedContact, LabelledValue, WarningCode } from '../model.ts'
import { joinName } from '../person-name.ts'
import { toE164 } from '../phone.ts'
import { cellText, isRounded, numbersOf, valuesOf, withoutDecimals } from './cells.ts'
import type { Column, PlainField } from './columns.ts'

const NO_CHAT = /fax|pager|팩스|삐삐|ファックス|ファクス/i
/** Outlook's way to say that there is no day. */
const NO_DAY = /^0{1,2}\/0{1,2}\/0{2,4}$/

/** undefined: nobody is in it. */
export function personOf(
  cells: readonly string[],
  columns: readonly Column[],
  region: string,
  warn: (code: WarningCode) => void,
): ImportedContact | undefined {
  const plain = new Map<PlainField, string>()
  const kept: string[] = []
  const labels = new Set<string>()
  const pairLabels = new Map<string, string>()
  columns.forEach((column, at) => {
    if (column.field === 'label')
      pairLabels.set(
        column.pair,
        cellText(cells[at] ?? '')
          .trim()
          .replace(/^\* /, ''),
      )
  })
  const phones: LabelledValue[] = []
  const emails: LabelledValue[] = []
  const numbers = new Set<string>()
  for (const [at, cell] of cells.entries()) {
    const column = columns[at] ?? { field: 'other', header: `${at + 1}` }
    if (cell.trim() === '' || column.field === 'label') continue
    if (column.field === 'phone' || column.field === 'email') {
      const label = (column.pair === undefined ? undefined : pairLabels.get(column.pair)) ?? column.label ?? ''
      const isPhone = column.field === 'phone'
      for (const value of isPhone ? numbersOf(cell, region) : valuesOf(cell)) {
        ;(isPhone ? phones : emails).push(label === '' ? { value } : { value, label })
        if (!isPhone || NO_CHAT.test(label)) continue
        if (isRounded(value)) warn('BAD_VALUE')
        const e164 = toE164(withoutDecimals(value), region)
        if (e164 !== undefined) numbers.add(e164)
      }
    } else if (column.field === 'other') kept.push(`X-CSV;X-COLUMN="${columnName(column.header)}":${escapeText(cellText(cell))}`)
    else if (column.field === 'labels') for (const label of labelsOf(cell)) labels.add(label)
    else if (column.field === 'note') plain.set('note', [plain.get('note') ?? [], cellText(cell)].flat().join('\n'))
    else if (!plain.has(column.field)) plain.set(column.field, cellText(cell).trim())
  }
  const of = (field: PlainField): string => plain.get(field) ?? ''
  const [family, given, org] = [of('family'), of('given'), of('org')]
  const parts = [family, given, of('middle'), of('prefix'), of('suffix')]
  const names = [
    of('name'),
    joinName(family, given, of('middle')),
    of('fileAs'),
    org,
    of('nickname'),
    emails[0]?.value ?? '',
    phones[0]?.value ?? '',
  ]
  const displayName = names.find((name) => name !== '') ?? ''
  if (displayName === '' && of('note') === '') return undefined
  const birthday = birthdayOf(of('birthday'), warn)
  const properties = [
    ...(parts.slice(2).some((part) => part !== '') ? [`N:${parts.map(escapeText).join(';')}`] : []),
    ...property('NICKNAME', of('nickname')),
    ...property('TITLE', of('title')),
    ...property('URL', of('url')),
    ...(of('address') === '' ? [] : [`ADR:;;${escapeText(of('address'))};;;;`]),
    ...(birthday === null ? property('X-BDAY', NO_DAY.test(of('birthday')) ? '' : of('birthday')) : []),
    ...kept,
  ]
  const unknown = withinRoom(properties, warn)
  return {
    displayName,
    family,
    given,
    phones,
    e164: [...numbers],
    emails,
    org,
    note: of('note'),
    birthday,
    labels: [...labels],
    ...(unknown.length === 0 ? {} : { unknown }),
  }
}

function birthdayOf(written: string, warn: (code: WarningCode) => void): string | null {
  if (written === '' || NO_DAY.test(written)) return null
  const read = parseBirthday(written)
  if (!read.ok && read.why === 'bad') warn('BAD_TIME')
  return read.ok ? read.day : null
}

/** Google parts with colons; Outlook and people with commas or semicolons. Stars mark what Google itself made. */
function labelsOf(cell: string): readonly string[] {
  const written = valuesOf(cell)
  const parts = written.length > 1 || written[0]?.startsWith('* ') === true ? written : (written[0] ?? '').split(/[;,]/)
  return parts.map((label) => label.trim().replace(/^\* /, '')).filter((label) => label !== '')
}

function withinRoom(properties: readonly string[], warn: (code: WarningCode) => void): readonly string[] {
  let room: number = IMPORT.KEPT_CHARACTERS
  const fitting = properties.filter((line) => {
    if (line.length > room) return false
    room -= line.length
    return true
  })
  if (fitting.length < properties.length) warn('CUT_LINE')
  return fitting
}

function property(name: string, value: string): string[] {
  return value === '' ? [] : [`${name}:${escapeText(value)}`]
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, String.raw`\$&`).replace(/\r\n?|\n/g, String.raw`\n`)
}

function columnName(header: string): string {
  return header
    .slice(0, 64)
    .replace(/[":;,\p{Cc}]/gu, ' ')
    .trim()
}
