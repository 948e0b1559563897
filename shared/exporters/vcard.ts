/**
 * People as vCard 3.0, which every phone and mail program reads, or 4.0 (EXP-30 to EXP-34). Each value is escaped and each line is made here or looked
 * through, so that nothing in a name, note or kept property begins a line, let alone a card, of its own.
 */
import { parseBirthday, pictureType } from '../importers/index.ts'
import { IMPORT } from '../limits.ts'
import { toBase64 } from './base64.ts'
import type { ExportedContact } from './contact.ts'
import { foldLine, withoutControls } from './fold.ts'
import { type KeptLines, keptLines } from './kept.ts'

export type CardVersion = '3.0' | '4.0'

/** Kinds of numbers and addresses that all programs know; any other label is written out beside the number. */
const TYPES = new Set(['CELL', 'HOME', 'WORK', 'FAX', 'PAGER', 'MAIN', 'OTHER', 'CAR', 'ISDN', 'VIDEO', 'TEXT', 'PCS'])
const MOBILE = /^(?:mobile|iphone|휴대폰|휴대전화|핸드폰|携帯|携帯電話)$/i
const FAX = /fax|팩스|ファックス|ファクス/i
const PAGER = /pager|beeper|삐삐/i

/** One piece a person. */
export function* vcards(contacts: Iterable<ExportedContact>, version: CardVersion = '3.0'): Generator<string> {
  for (const contact of contacts) yield card(contact, version).map(foldLine).join('')
}

function card(contact: ExportedContact, version: CardVersion): string[] {
  const kept = keptLines(contact.unknown ?? [])
  const groups = groupNames(kept.groups)
  const { invite, account } = contact.sarangbang ?? {}
  return [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    'PRODID:-//Sarangbang//Sarangbang//KO',
    kept.take('UID') ?? `UID:${escapeText(contact.uid)}`,
    `FN:${escapeText(shownName(contact))}`,
    nameLine(contact, kept),
    ...contact.phones.flatMap(({ value, label }) => labelled('TEL', escapeText(value), label, groups)),
    ...contact.emails.flatMap(({ value, label }) =>
      labelled('EMAIL', escapeText(value), label, groups, version === '3.0' ? ['INTERNET'] : []),
    ),
    ...(contact.org === '' ? [] : [orgLine(contact.org, kept)]),
    ...(contact.note === '' ? [] : [`NOTE:${escapeText(contact.note)}`]),
    ...birthdayLine(contact.birthday, version),
    ...(contact.labels.length === 0 ? [] : [`CATEGORIES:${contact.labels.map(escapeText).join(',')}`]),
    ...photoLine(contact.photo, version),
    ...kept.rest(),
    `X-SARANGBANG-ID:${escapeText(contact.uid)}`,
    ...(account === undefined ? [] : [`X-SARANGBANG-ACCOUNT:${escapeText(account)}`]),
    ...(invite === undefined ? [] : [`X-SARANGBANG-INVITE:${escapeText(invite)}`]),
    'END:VCARD',
  ]
}

/** For values of text: line ends, and what has a meaning in cards. */
export function escapeText(text: string): string {
  return withoutControls(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
}

function shownName({ displayName, org, emails, phones }: ExportedContact): string {
  return [displayName, org, emails[0]?.value ?? '', phones[0]?.value ?? ''].find((name) => name.trim() !== '') ?? '-'
}

/** Phones show N and not FN, so a person without parts has all of the name as given; X-FROM says so to our own import. */
function nameLine({ family, given, displayName, org }: ExportedContact, kept: KeptLines): string {
  const start = `${escapeText(family)};${escapeText(given)};`
  const whole = kept.take('N', start)
  if (whole !== undefined) return whole
  if (family !== '' || given !== '') return `N:${start};;`
  return displayName === '' || displayName === org ? 'N:;;;;' : `N;X-FROM=FN:;${escapeText(displayName)};;;`
}

/** With its departments, as long as the name of the firm is still the same. */
function orgLine(org: string, kept: KeptLines): string {
  const name = escapeText(org)
  return kept.take('ORG', `${name};`) ?? `ORG:${name}`
}

function labelled(
  name: string,
  value: string,
  label: string | undefined,
  groups: Iterator<string>,
  always: readonly string[] = [],
): string[] {
  const words = label === undefined ? [] : label.split(',')
  const areTypes = words.every((word) => TYPES.has(word.toUpperCase()))
  const told = label ?? ''
  const guessed = name !== 'TEL' ? [] : MOBILE.test(told) ? ['CELL'] : FAX.test(told) ? ['FAX'] : PAGER.test(told) ? ['PAGER'] : []
  const types = [...always, ...(areTypes ? words : guessed)]
  const line = `${name}${types.length === 0 ? '' : `;TYPE=${types.join(',')}`}:${value}`
  if (areTypes) return [line]
  const group: string = groups.next().value
  return [`${group}.${line}`, `${group}.X-ABLabel:${escapeText(told)}`]
}

/** 3.0 has no form without a year; Apple's is the one that others know too. */
function birthdayLine(birthday: string | null, version: CardVersion): string[] {
  const read = birthday === null ? undefined : parseBirthday(birthday)
  if (read?.ok !== true) return []
  const isYearless = read.day.startsWith('--')
  if (version === '4.0') return [`BDAY:${isYearless ? `--${read.day.slice(2).replace('-', '')}` : read.day.replaceAll('-', '')}`]
  return [isYearless ? `BDAY;X-APPLE-OMIT-YEAR=1604:1604${read.day.slice(1)}` : `BDAY:${read.day}`]
}

function photoLine(photo: Uint8Array | undefined, version: CardVersion): string[] {
  const type = photo === undefined ? undefined : pictureType(photo)
  if (photo === undefined || type === undefined || photo.length > IMPORT.WRITTEN_PHOTO_BYTES) return []
  if (version === '4.0') return [`PHOTO:data:image/${type.toLowerCase()};base64,${toBase64(photo)}`]
  return [`PHOTO;ENCODING=b;TYPE=${type}:${toBase64(photo)}`]
}

function* groupNames(taken: ReadonlySet<string>): Generator<string, string> {
  for (let at = 1; ; at++) if (!taken.has(`item${at}`)) yield `item${at}`
}
