/**
 * Properties of one card to one person. The first of what can be there once wins; what nothing here reads, and what says more than the person has
 * room for, is kept as it stood (IMP-43), so that writing the card out again loses nothing.
 */
import { IMPORT } from '../../limits.ts'
import { parseBirthday } from '../birthday.ts'
import type { ImportedContact, LabelledValue, WarningCode } from '../model.ts'
import { joinName } from '../person-name.ts'
import { toE164 } from '../phone.ts'
import { photoOf } from './photo.ts'
import { type Property, splitEscaped, unescapeText } from './property.ts'

export type Warn = (line: number, code: WarningCode) => void

interface Numbered {
  readonly value: string
  readonly group: string
  readonly types: readonly string[]
}

/** Types that every number or address has, or that say which comes first. */
const USUAL = new Set(['VOICE', 'PREF', 'INTERNET', 'MSG', 'X-INTERNET'])
const NO_CHAT = /fax|pager|beeper|팩스|삐삐|ファックス|ファクス/i
const APPLE_LABEL = /^_\$!<(.*)>!\$_$/s
/** Of the file and not of the person. */
const OF_FILE = new Set(['BEGIN', 'END', 'VERSION', 'PRODID'])

export class Card {
  readonly #region: string
  readonly #warn: Warn
  readonly #phones: Numbered[] = []
  readonly #emails: Numbered[] = []
  readonly #e164 = new Set<string>()
  readonly #notes: string[] = []
  readonly #categories = new Set<string>()
  readonly #groupLabels = new Map<string, { label: string; raw: string }>()
  readonly #kept: { raw: string; group: string }[] = []
  #keptCharacters = 0
  #fullName = ''
  #name: { family: string; given: string; middle: string } | undefined
  #org = ''
  #nickname = ''
  #birthday: string | null = null
  #photo: Uint8Array | undefined

  constructor(region: string, warn: Warn) {
    this.#region = region
    this.#warn = warn
  }

  /** `isCut`: its end is missing. */
  add(property: Property, line: number, isCut: boolean): void {
    if (property.isDoubtful) this.#warn(line, 'BAD_VALUE')
    const handle = this.#handlers[property.name]
    if (handle !== undefined) handle(property, line, isCut)
    else if (!OF_FILE.has(property.name)) this.keep(property.raw, property.group, line, isCut)
  }

  /** A line to write out again, as long as there is room for it. */
  keep(raw: string, group: string, line: number, isCut = false): void {
    if (isCut || this.#keptCharacters + raw.length > IMPORT.KEPT_CHARACTERS) {
      this.#warn(line, 'CUT_LINE')
      return
    }
    this.#keptCharacters += raw.length
    this.#kept.push({ raw, group })
  }

  /** undefined: there is nothing in it. */
  finish(): ImportedContact | undefined {
    const groups = new Set(this.#kept.map(({ group }) => group))
    const taken = new Set([...this.#phones, ...this.#emails].map(({ group }) => group))
    for (const [group, { raw }] of this.#groupLabels) if (groups.has(group) || !taken.has(group)) this.keep(raw, group, 0)
    const { family = '', given = '', middle = '' } = this.#name ?? {}
    const joined = joinName(family, given, middle)
    const names = [this.#fullName, joined, this.#org, this.#nickname, this.#emails[0]?.value ?? '', this.#phones[0]?.value ?? '']
    const contact: ImportedContact = {
      displayName: names.find((name) => name !== '') ?? '',
      family,
      given,
      phones: this.#phones.map((phone) => this.#labelled(phone)),
      e164: [...this.#e164],
      emails: this.#emails.map((email) => this.#labelled(email)),
      org: this.#org,
      note: this.#notes.join('\n'),
      birthday: this.#birthday,
      labels: [...this.#categories],
      ...(this.#photo === undefined ? {} : { photo: this.#photo }),
      ...(this.#kept.length === 0 ? {} : { unknown: this.#kept.map(({ raw }) => raw) }),
    }
    const isEmpty = contact.displayName === '' && contact.note === '' && contact.labels.length === 0
    return isEmpty && contact.photo === undefined && contact.unknown === undefined && contact.birthday === null ? undefined : contact
  }

  readonly #handlers: Readonly<Record<string, (property: Property, line: number, isCut: boolean) => void>> = {
    FN: ({ value, raw, group }, line) => {
      const name = unescapeText(value).trim()
      if (this.#fullName === '') this.#fullName = name
      else if (name !== this.#fullName) this.#keepAside(raw, group, line)
    },
    N: (property, line) => this.#readName(property, line),
    ORG: ({ value, raw, group }, line) => {
      const parts = splitEscaped(value, ';').map((part) => unescapeText(part).trim())
      if (this.#org !== '') this.keep(raw, group, line)
      else {
        this.#org = parts[0] ?? ''
        if (parts.slice(1).some((part) => part !== '')) this.keep(raw, group, line)
      }
    },
    NICKNAME: ({ value, raw, group }, line, isCut) => {
      if (this.#nickname === '') this.#nickname = unescapeText(splitEscaped(value, ',')[0] ?? '').trim()
      this.keep(raw, group, line, isCut)
    },
    TEL: (property, line) => this.#readPhone(property, line),
    EMAIL: ({ value, group, params }) => {
      const email = unescapeText(value)
        .trim()
        .replace(/^mailto:/i, '')
      if (email !== '') this.#emails.push({ value: email, group, types: params.get('TYPE') ?? [] })
    },
    NOTE: ({ value }, line, isCut) => {
      if (isCut) this.#warn(line, 'CUT_LINE')
      if (value !== '') this.#notes.push(unescapeText(value))
    },
    BDAY: (property, line) => this.#readBirthday(property, line),
    CATEGORIES: ({ value }) => {
      for (const part of splitEscaped(value, ',')) {
        const label = unescapeText(part).trim()
        if (label !== '') this.#categories.add(label)
      }
    },
    PHOTO: (property, line, isCut) => {
      const photo = isCut ? 'bad' : photoOf(property)
      if (photo === 'bad') this.#warn(line, 'BAD_VALUE')
      if (photo === 'elsewhere' || (photo === 'bad' && !isCut && property.raw.length <= IMPORT.KEPT_CHARACTERS)) {
        this.keep(property.raw, property.group, line)
      } else if (photo !== 'bad') this.#photo ??= photo
    },
    'X-ABLABEL': ({ value, raw, group }, line, isCut) => {
      if (group === '' || this.#groupLabels.has(group)) this.keep(raw, group, line, isCut)
      else this.#groupLabels.set(group, { label: unescapeText(value).trim().replace(APPLE_LABEL, '$1'), raw })
    },
  }

  /** Our own export names somebody without parts by the whole name, since phones show N; it is no given name then (EXP-31). */
  #readName({ value, raw, group, params }: Property, line: number): void {
    if (this.#name !== undefined) {
      this.#keepAside(raw, group, line)
      return
    }
    const parts = splitEscaped(value, ';').map((part) => unescapeText(part).trim())
    const isWholeName = params.get('X-FROM')?.[0]?.toUpperCase() === 'FN'
    if (isWholeName || parts.every((part) => part === '')) return
    this.#name = { family: parts[0] ?? '', given: parts[1] ?? '', middle: parts[2] ?? '' }
    if (parts.slice(2).some((part) => part !== '')) this.keep(raw, group, line)
  }

  #readPhone({ value, group, params }: Property, line: number): void {
    const text = unescapeText(value).trim()
    const number = /^tel:/i.test(text) ? decodeUri(text.slice(4).split(';')[0] ?? '') : text
    const types = params.get('TYPE') ?? []
    const waid = params.get('WAID')?.[0]
    if (waid !== undefined && /^\d{5,15}$/.test(waid)) this.keep(`X-WAID:${waid}`, '', line)
    if (number === '') return
    this.#phones.push({ value: number, group, types })
    if (types.some((type) => NO_CHAT.test(type))) return
    const e164 = toE164(number, this.#region) ?? (waid === undefined ? undefined : toE164(`+${waid}`, this.#region))
    if (e164 !== undefined) this.#e164.add(e164)
  }

  #readBirthday({ value, raw, group, params }: Property, line: number): void {
    const yearUnknown = Number(params.get('X-APPLE-OMIT-YEAR')?.[0] ?? 1604)
    const read = parseBirthday(unescapeText(value), yearUnknown)
    if (!read.ok && read.why === 'bad') this.#warn(line, 'BAD_TIME')
    if (read.ok && this.#birthday === null) this.#birthday = read.day
    else if (!read.ok || read.day !== this.#birthday) this.#keepAside(raw, group, line)
  }

  /** Under a name of its own: address books take the last of several, and would show another than we did. */
  #keepAside(raw: string, group: string, line: number): void {
    const start = group === '' ? 0 : group.length + 1
    this.keep(`${raw.slice(0, start)}X-${raw.slice(start)}`, group, line)
  }

  #labelled({ value, group, types }: Numbered): LabelledValue {
    const typed = types.filter((type) => !USUAL.has(type.toUpperCase())).join(',')
    const label = this.#groupLabels.get(group)?.label ?? typed
    return label === '' ? { value } : { value, label }
  }
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
