/** Which kind of vCard a file begins with: its version, and whose hand it is where that shows. For people and for reports; reading does not depend on it. */
import { IMPORT } from '../../limits.ts'
import type { Head, Recognition } from '../format.ts'

const MARKS: readonly (readonly [variant: string, version: string, mark: RegExp])[] = [
  ['3.0-nextcloud', '3.0', /^PRODID:.*(?:Sabre|Nextcloud)/im],
  ['3.0-apple', '3.0', /^PRODID:.*Apple/im],
  ['3.0-rfc2426-everything', '3.0', /^(?:MAILER|SORT-STRING|AGENT)[:;]/im],
  ['3.0-google-grouped', '3.0', /^item\d{1,4}\.(?:EMAIL|TEL|ADR|URL|X-AB)/im],
  ['4.0-everything', '4.0', /^(?:CLIENTPIDMAP|XML|CALADRURI)[:;]/im],
  ['4.0-folded-x-properties', '4.0', /^X-[A-Z0-9-]{1,128}[:;][\s\S]*^[ \t]/im],
]

/** A card that begins within the head, with nothing but comments and blank lines before it. */
export function recogniseCards(head: Head): Recognition | undefined {
  const first = head.lines.findIndex((line) => withoutMark(line).trim() !== '' && !line.startsWith('#'))
  const line = withoutMark(head.lines[first] ?? '').trim()
  if (line.length > 64 || !/^BEGIN ?: ?VCARD$/i.test(line)) return undefined
  const lines = head.lines.slice(first)
  const version = lines
    .map((text) => /^VERSION[:;].{0,64}?(2\.1|3\.0|4\.0)\s*$/i.exec(text.slice(0, 128))?.[1])
    .find((found) => found !== undefined)
  const isEmpty = head.isWhole && !lines.some((text) => /^(?:[^:;.]{1,64}\.)?(?:N|FN|TEL|EMAIL|ORG|NICKNAME)[:;]/i.test(text.slice(0, 128)))
  const variant = version === undefined ? 'unversioned' : variantOf(lines.join('\n').slice(0, IMPORT.HEAD_CHARACTERS), version)
  return { share: 1, variant, kind: 'contacts', ...(isEmpty ? { isEmpty } : {}) }
}

function variantOf(text: string, version: string): string {
  return MARKS.find(([, of, mark]) => of === version && mark.test(text))?.[0] ?? version
}

function withoutMark(line: string): string {
  return line.replace(/^\uFEFF/, '')
}
