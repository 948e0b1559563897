/**
 * Kind `card`: somebody's name, numbers and addresses, and where he is on Sarangbang a contact link: `{name, tel?: […], mail?: […], link?}`
 * (MEDIA-9). Told by whoever sends it, signed by nobody else: a card introduces, it does not prove. Text that shows nothing is left out.
 */
import type { CborValue } from '../../codec/index.ts'
import { MEDIA } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type ContactCard, type Kind, PLAIN } from './kind.ts'
import type { Fields } from './plain-value.ts'
import { readReply } from './text.ts'

const LINK = /^sarangbang:\/\/add#[\w-]+$/

export const cardKind: Kind = {
  name: 'card',
  read(fields) {
    const name = lineOf(fields.get('name'))
    const [phones, mails] = [linesOf(fields.get('tel')), linesOf(fields.get('mail'))]
    const reply = readReply(fields)
    if (name === undefined || phones === undefined || mails === undefined || reply === undefined) return undefined
    const link = fields.get('link')
    const isLink = typeof link === 'string' && link.length <= MEDIA.CARD_LINK_CHARACTERS && LINK.test(link)
    return {
      ...PLAIN,
      ...reply,
      searched: [name, ...phones, ...mails].join('\n'),
      card: { name, phones, mails, ...(isLink && { link }) },
    }
  },
}

/** The content of a card. BAD_CONTENT: no name, a line that is too long or more than one, too many of them, or no contact link. */
export function cardContent({ name, phones, mails, link }: ContactCard): Result<Fields, 'BAD_CONTENT'> {
  const fields = new Map<string, CborValue>([['name', name]])
  if (phones.length > 0) fields.set('tel', phones)
  if (mails.length > 0) fields.set('mail', mails)
  if (link !== undefined) fields.set('link', link)
  const card = cardKind.read(fields)?.card
  return card !== undefined && card.link === link ? ok(fields) : fail('BAD_CONTENT')
}

/** One line with something on it. */
function lineOf(value: CborValue | undefined): string | undefined {
  if (typeof value !== 'string' || value.length > MEDIA.CARD_VALUE_CHARACTERS) return undefined
  return value.trim() === '' || /[\n\r\u2028\u2029]/.test(value) ? undefined : value
}

function linesOf(value: CborValue | undefined): readonly string[] | undefined {
  if (value === undefined) return []
  if (!Array.isArray(value) || value.length > MEDIA.CARD_VALUES) return undefined
  const items: readonly CborValue[] = value
  const lines = items.flatMap((item) => lineOf(item) ?? [])
  return lines.length === items.length ? lines : undefined
}
