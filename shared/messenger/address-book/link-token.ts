/** Of a contact link this device made: what its use is known by, and when it ends. */
import { parseLink } from '../../contacts/index.ts'

export function contactLinkToken(link: string, now: number): { readonly token: Uint8Array; readonly expires: number } | undefined {
  const read = parseLink(link, now)
  if (!read.ok || read.value.type !== 'contact') return undefined
  return { token: read.value.invite.token, expires: read.value.invite.expires }
}
