/**
 * What an invitation says of itself, before anything is done with it: out of a whole message, a link, or what a code said. Nothing of it is
 * proven, so names in it are what somebody calls themselves. Known contacts are told by their account, which cannot be borrowed.
 */
import { parseLink } from '../../../shared/contacts/index.ts'
import { checkSafetyLink } from '../../../shared/identity/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { Contact, Me } from '../../../shared/messenger/index.ts'

export type InvitationTrouble =
  | 'noLink'
  | 'safetyLink'
  | 'newer'
  | 'clock'
  | 'BAD_LINK'
  | 'EXPIRED'
  | 'OWN_LINK'
  | 'BLOCKED'
  | 'DEVICE_LINK'

export type ReadInvitation =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'trouble'; readonly trouble: InvitationTrouble }
  | {
      readonly kind: 'contact'
      readonly link: string
      readonly account: AccountId
      /** As they call themselves. */
      readonly name: string | undefined
      readonly expires: number
      readonly contact: Contact | undefined
    }
  | {
      readonly kind: 'room'
      readonly link: string
      readonly title: string
      readonly inviter: Contact | undefined
      readonly isReader: boolean
      readonly expires: number
    }

export interface Reader {
  readonly me: Pick<Me, 'account' | 'device'>
  readonly contacts: readonly Contact[]
  readonly now: number
}

/** What is pasted may be a whole conversation; the link is looked for in so much of it. */
const PASTED_CHARACTERS = 200_000
const BEGINNING = /sarangbang:\/\/(?:add|join|device)\/?#/i
const ANY = /sarangbang:\/\//i

export function readInvitation(text: string, { me, contacts, now }: Reader): ReadInvitation {
  if (text.trim() === '') return { kind: 'nothing' }
  const pasted = text.slice(0, PASTED_CHARACTERS)
  const at = pasted.search(BEGINNING)
  if (at < 0) return trouble(whyNone(pasted, me.account))
  const link = pasted.slice(at, at + RESOURCE.LINK_CHARACTERS).split(/\s/, 1)[0] ?? ''
  const parsed = parseLink(link, now)
  if (!parsed.ok) return trouble(TROUBLES[parsed.code])
  const known = (account: AccountId) => contacts.find((each) => each.account === account)
  if (parsed.value.type === 'contact') {
    const { account, device, name, expires } = parsed.value.invite
    if (account === me.account || device === me.device) return trouble('OWN_LINK')
    const contact = known(account)
    return contact?.blocked === true ? trouble('BLOCKED') : { kind: 'contact', link, account, name, expires, contact }
  }
  if (parsed.value.type === 'device') return trouble('DEVICE_LINK')
  const { title, inviter, role, expires } = parsed.value.invite
  if (known(inviter)?.blocked === true) return trouble('BLOCKED')
  return { kind: 'room', link, title, inviter: known(inviter), isReader: role === 0, expires }
}

const TROUBLES = {
  NO_LINK: 'noLink',
  TOO_LONG: 'BAD_LINK',
  MALFORMED: 'BAD_LINK',
  UNSUPPORTED: 'newer',
  EXPIRED: 'EXPIRED',
  TERM_TOO_LONG: 'clock',
} as const

function whyNone(text: string, me: AccountId): InvitationTrouble {
  const at = text.search(ANY)
  if (at < 0) return 'noLink'
  const link = text.slice(at).split(/\s/, 1)[0] ?? ''
  return checkSafetyLink(link, me, me) === 'NO_LINK' ? 'BAD_LINK' : 'safetyLink'
}

function trouble(code: InvitationTrouble): ReadInvitation {
  return { kind: 'trouble', trouble: code }
}
