/** Whom a Signal export speaks of: recipients by number, with the names it has for them. Bounded by `IMPORT.JSON_ENTRIES`. */
import { IMPORT } from '../../limits.ts'
import { fieldsOf, idOf, isFields, personOf, textOf, wholeOf, wordOf, type Fields } from '../json/index.ts'
import type { ImportedContact } from '../model.ts'

export interface Recipient {
  readonly name: string | undefined
  readonly type: 'direct' | 'group' | undefined
  readonly isSelf: boolean
}

/** What Signal's own tools call the person who exported, where the account has no name. */
const ME = 'Me'

export class Recipients {
  readonly #byId = new Map<string, Recipient>()
  #selfName = ME

  /** Of the person who exported. */
  get selfName(): string {
    return this.#selfName
  }

  account(value: unknown): void {
    const account = fieldsOf(value)
    this.#selfName = named(account['givenName'], account['familyName']) ?? wordOf(account['username']) ?? ME
  }

  /** False: it is none, or there are too many. */
  add(value: unknown): boolean {
    const recipient = fieldsOf(value)
    const id = idOf(recipient['id'])
    if (id === undefined || (this.#byId.size >= IMPORT.JSON_ENTRIES && !this.#byId.has(id))) return false
    this.#byId.set(id, recipientOf(recipient))
    return true
  }

  get(id: string | undefined): Recipient | undefined {
    return id === undefined ? undefined : this.#byId.get(id)
  }

  nameOf(id: string | undefined): string | undefined {
    const recipient = this.get(id)
    return recipient?.isSelf === true ? this.#selfName : recipient?.name
  }
}

function recipientOf(recipient: Fields): Recipient {
  if (recipient['self'] !== undefined) return { name: undefined, type: 'direct', isSelf: true }
  if (recipient['releaseNotes'] !== undefined) return { name: 'Signal', type: 'direct', isSelf: false }
  if (isFields(recipient['contact'])) return { name: contactName(recipient['contact']), type: 'direct', isSelf: false }
  const group = fieldsOf(recipient['group'])
  const title = fieldsOf(group['snapshot'])['title']
  const name = wordOf(fieldsOf(title)['title']) ?? wordOf(title) ?? wordOf(fieldsOf(recipient['distributionList'])['name'])
  return { name, type: recipient['group'] === undefined ? undefined : 'group', isSelf: false }
}

/** What the person who exported sees him called: nickname, address book, his own profile, number. */
function contactName(contact: Fields): string | undefined {
  const nickname = fieldsOf(contact['nickname'])
  return (
    wordOf(contact['nickname']) ??
    named(nickname['given'] ?? nickname['givenName'], nickname['family'] ?? nickname['familyName']) ??
    named(contact['systemGivenName'], contact['systemFamilyName']) ??
    named(contact['profileGivenName'], contact['profileFamilyName']) ??
    phoneOf(contact) ??
    wordOf(contact['username'])
  )
}

export function contactOf(value: unknown, region: string): ImportedContact | undefined {
  const contact = fieldsOf(fieldsOf(value)['contact'])
  const name = contactName(contact)
  const phone = phoneOf(contact)
  if (name === undefined) return undefined
  const isSystem = wordOf(contact['systemGivenName']) !== undefined || wordOf(contact['systemFamilyName']) !== undefined
  const given = isSystem ? contact['systemGivenName'] : contact['profileGivenName']
  const family = isSystem ? contact['systemFamilyName'] : contact['profileFamilyName']
  return personOf(
    { displayName: name, given: textOf(given) ?? '', family: textOf(family) ?? '', phones: phone === undefined ? [] : [phone] },
    region,
  )
}

/** Digits without the plus, as a text or a number. */
function phoneOf(contact: Fields): string | undefined {
  const e164 = contact['e164']
  const digits = typeof e164 === 'string' ? e164.replace(/^\+/, '') : String(wholeOf(e164) ?? '')
  return /^[1-9]\d{5,14}$/.test(digits) ? `+${digits}` : undefined
}

function named(given: unknown, family: unknown): string | undefined {
  const name = [wordOf(given), wordOf(family)].filter((part) => part !== undefined).join(' ')
  return name === '' ? undefined : name
}
