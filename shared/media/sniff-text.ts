/**
 * MEDIA-7: text, and what text can be that does something: pages, drawings, scripts. As browsers find it: behind white space, marks of byte
 * order, comments and declarations, in UTF-8 or UTF-16, in capitals or not.
 */

/** Beginnings of a page, as the MIME sniffing standard has them; what follows must end the tag's name. */
const PAGE =
  /^<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|img|svg:svg|link|meta|form|object|embed)(?=[\s>/])/i
/** What may stand before the first element, each once or many times. */
const BEFORE = /^(?:\s+|<!--[^]*?-->|<\?[^]*?\?>|<!doctype\s+svg[^>[]*(?:\[[^\]]*\])?[^>]*>)/i
const SVG = /^<(?:[a-z][\w-]*:)?svg(?=[\s>/])/i
const CONTROLS = /(?![\t\n\f\r\u0080-\u009f])\p{Cc}/u
const MOST_BEFORE = 64

/** undefined: no text. */
export function textType(head: Uint8Array): string | undefined {
  const text = textOf(head)
  if (text === undefined) return undefined
  let rest = text.replace(/^\ufeff/, '')
  for (let n = 0; n < MOST_BEFORE; n += 1) {
    if (PAGE.test(rest)) return 'text/html'
    const [before] = BEFORE.exec(rest) ?? []
    if (before === undefined || before === '') break
    rest = rest.slice(before.length)
  }
  if (SVG.test(rest)) return 'image/svg+xml'
  // A comment that does not end hides what follows it; a browser takes it for a page.
  if (rest.startsWith('<!--')) return 'text/html'
  if (rest.startsWith('<') && /^\s*<\?xml/i.test(text.replace(/^\ufeff/, ''))) return 'text/xml'
  if (/^begin:vcard/i.test(rest)) return 'text/vcard'
  return 'text/plain'
}

/** undefined: there are bytes in it that no text has. What is no UTF-8 is some older character set, whose letters do not matter here. */
function textOf(head: Uint8Array): string | undefined {
  const [first, second] = head
  if (first === 0xff && second === 0xfe) return decoded(head, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decoded(head, 'utf-16be')
  return decoded(head, 'utf-8')
}

function decoded(head: Uint8Array, encoding: string): string | undefined {
  const text = new TextDecoder(encoding).decode(head)
  return CONTROLS.test(text) ? undefined : text
}
