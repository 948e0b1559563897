/** An address somebody sent, out of whatever was pasted with it; and how it is shown. Pure. */
import { RESOURCE } from '../../../shared/limits.ts'
import { parseAddress, parseTypedAddress } from '../../../shared/reach/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'

export type EntranceCode = 'empty' | 'unclear' | 'several' | 'known' | 'full'

/** The dial address in its one spelling. `known`: those that are named already. */
export function typedEntrance(typed: string, known: readonly string[]): Result<string, EntranceCode> {
  if (typed.trim() === '') return fail('empty')
  const words = typed.split(BETWEEN).filter((word) => word.length <= RESOURCE.ADDRESS_CHARACTERS)
  const found = new Set(words.flatMap((word) => dialAddress(LIKE_ONE.exec(word)?.[0] ?? '') ?? []))
  const [address, other] = found
  if (address === undefined) return fail('unclear')
  if (other !== undefined) return fail('several')
  if (known.includes(address)) return fail('known')
  return known.length >= RESOURCE.RENDEZVOUS_BOOTSTRAP ? fail('full') : ok(address)
}

/** As people write it: `203.0.113.7:4310`. */
export function shownEntrance(address: string): string {
  const read = parseAddress(address)
  return read === undefined ? address : `${read.host.includes(':') ? `[${read.host}]` : read.host}:${read.port}`
}

/** Within a message Korean words may stand right behind it. */
const BETWEEN = /[^\w.:/[\]%-]+/
const LIKE_ONE = /\/(?:ip[46]|dns[46]?)\/[\w.:/-]*\w|(?:\[[\da-f:.]+\]|[\w.-]+):\d{1,5}(?!\d)/i

/** The table is asked at plain ones, by hosts that mean the same wherever one is. `at:1530` in a message is no host. */
function dialAddress(text: string): string | undefined {
  const address = parseTypedAddress(text)
  if (address?.carrier !== 'tcp' || address.zone !== undefined || address.relay !== undefined) return undefined
  return address.scope === 'name' && !address.host.includes('.') ? undefined : address.text
}
