/**
 * Links in what somebody wrote: http(s) and mailto, with a scheme or without. Where a link leads is never left to its looks: a host in a foreign
 * script that could pass for another, or a name before an @, is said beside it as it really is. Pure.
 */
import { find } from 'linkifyjs'

export interface FoundLink {
  /** UTF-16 units of the text. */
  readonly from: number
  readonly to: number
  /** As it may be shown. */
  readonly text: string
  readonly href: string
  /** The host as the network knows it, where the text could make one believe something else. */
  readonly realHost: string | undefined
}

/** In their order. */
export function linksIn(text: string): readonly FoundLink[] {
  // Looking for links in a text without a dot or a colon finds none, and most texts have neither.
  if (!/[.:]/.test(text)) return []
  return find(text, { defaultProtocol: 'https' }).flatMap(({ type, value, href, start, end }) => {
    if (type !== 'url' && type !== 'email') return []
    const address = addressOf(href)
    if (address === undefined) return []
    const shown = value.replace(TURNING, '')
    return [{ from: start, to: end, text: shown, href: address.href, realHost: realHostOf(address, shown) }]
  })
}

function addressOf(href: string): URL | undefined {
  const url = URL.canParse(href) ? new URL(href) : undefined
  return url !== undefined && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : undefined
}

/** Marks that turn the direction of what follows: they make `gpj.exe` of `exe.jpg`. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function realHostOf(url: URL, shown: string): string | undefined {
  if (url.protocol === 'mailto:') return undefined
  // "https://bank.example@elsewhere.example" leads elsewhere.
  if (url.username !== '' || url.password !== '') return url.host
  if (!url.hostname.includes('xn--')) return undefined
  if (shown.includes(url.hostname)) return undefined
  const host = /^(?:https?:\/\/)?([^/?#:]+)/i.exec(shown)?.[1] ?? shown
  return host.split('.').every(isPlainLabel) ? undefined : url.hostname
}

/** Hangul beside nothing but digits, or nothing but ASCII: neither passes for the other. */
function isPlainLabel(label: string): boolean {
  return /^[a-z0-9-]+$/i.test(label) || /^[\p{Script=Hangul}0-9-]+$/u.test(label)
}
