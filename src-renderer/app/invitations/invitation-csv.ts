/** A table for mail merge: one person a row, safe to open in a spreadsheet (formulas stay text), with a mark at its beginning so that Hangul is read. */
import { csvRow, guardCell, guardNumber } from '../../../shared/exporters/index.ts'

export interface InvitationRow {
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly sentence: string
  readonly link: string
  /** As it is read: 2026-11-29. */
  readonly until: string
}

export function invitationCsv(heads: readonly [string, string, string, string, string, string], rows: readonly InvitationRow[]): string {
  const lines = rows.map(({ name, phone, email, sentence, link, until }) =>
    csvRow([guardCell(name), guardNumber(phone), guardCell(email), guardCell(sentence), guardCell(link), until]),
  )
  return `\uFEFF${csvRow(heads)}${lines.join('')}`
}
