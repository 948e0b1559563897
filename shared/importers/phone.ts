/**
 * Numbers as people write them to E.164, so that the same person is found in two address books. A number need only be possible, not assigned: plans
 * change, and a wrong refusal would lose somebody. The smallest set of metadata says just that; the larger ones only add which numbers are assigned.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Longer is no number, whatever is in it. */
const MOST_CHARACTERS = 64
/** Of a whole number anywhere; most cells that are none have fewer, and need not be asked about. */
const FEWEST_DIGITS = 5
/** Codes for the phone itself, and numbers of short dial (1588-0000) that only work within Korea and belong to firms. */
const SERVICE = /[*#]/
/** Behind the code of a town a slash is a dash; anywhere else two numbers or two endings are written with it. */
const SEVERAL = /[,;|]|^[^/]*\/[^/]*\/|^\D*\d(?:\D*\d){5,}[^/]*\/|\s\/\s/
const KOREAN_SHORT = /^\+821[5-8]\d{6}$/
/** Korean numbers without their 0 begin like this only where a spreadsheet took it; shorter ones are of one town, and of nobody in the world. */
const KOREAN_LOCAL_DIGITS = 8
const PHONE_SHAPE = /^(?:\+|0|\()[\d\s().-]{7,}$/
/** A Korean mobile number that a spreadsheet took for a sum. */
const LOST_ZERO = /^10\d{8}$/

/** E.164, or undefined when the text is no possible number of `region` (two letters) or, with `+` or `00`, of the world. */
export function toE164(text: string, region: string): string | undefined {
  const written = text.normalize('NFKC').trim()
  if (written.length === 0 || written.length > MOST_CHARACTERS || SERVICE.test(written) || SEVERAL.test(written)) return undefined
  // 00 before a country is dialled from most countries; Korea's own plan knows 001, 002, … instead, and people write 0082 all the same.
  const abroad = written.startsWith('00') ? possible(`+${written.slice(2)}`) : undefined
  const digits = written.replace(/\D/g, '').length
  if (digits < FEWEST_DIGITS || (region === 'KR' && digits <= KOREAN_LOCAL_DIGITS && /^[1-9]/.test(written))) return undefined
  const number = abroad ?? possible(written, region)
  return number === undefined || KOREAN_SHORT.test(number) ? undefined : number
}

/** Whether a cell of a table without header holds a number, by its shape alone: dates and prices are possible numbers too. */
export function looksLikePhone(text: string): boolean {
  const written = text.length > MOST_CHARACTERS ? '' : text.normalize('NFKC').trim()
  const digits = written.replace(/\D/g, '').length
  return digits >= 8 && digits <= 15 && (PHONE_SHAPE.test(written) || LOST_ZERO.test(written))
}

function possible(text: string, region?: string): string | undefined {
  try {
    const country = region !== undefined && isSupportedCountry(region) ? { defaultCountry: region satisfies CountryCode } : {}
    const parsed = parsePhoneNumberFromString(text, { ...country, extract: false })
    return parsed?.isPossible() === true ? parsed.number : undefined
  } catch {
    return undefined
  }
}
