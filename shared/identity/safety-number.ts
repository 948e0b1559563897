/**
 * The safety number of two accounts (ENC-8): 60 digits, the same on both screens, that change only when an account's key does. Comparing
 * them, or scanning one screen with the other device, is what makes a contact verified.
 */
import { type Codec, concatBytes, field, fromBase64url, id, readUint, struct, toBase64url } from '../codec/index.ts'
import { type Crypto, label } from '../crypto/index.ts'
import { type AccountId, idBytes } from '../ids/index.ts'

const ROUNDS = 5200
const GROUPS_PER_ACCOUNT = 6
const GROUP_BYTES = 5
const GROUP_DIGITS = 5
const VERSION = Uint8Array.of(0, 1)
const LINK = /sarangbang:\/\/verify\/?#([\w-]*)/i
const LONGEST_LINK_CHARACTERS = 256

/** Twelve groups of five digits with spaces between; either order of accounts gives the same. Takes about 10 ms on node, 0.2 s on noble. */
export function safetyNumber(crypto: Crypto, one: AccountId, other: AccountId): string {
  return [one, other]
    .toSorted()
    .flatMap((account) => digitGroups(crypto, account))
    .join(' ')
}

function digitGroups(crypto: Crypto, account: AccountId): readonly string[] {
  const key = idBytes(account)
  let digest = label('sb1/safety', VERSION, key)
  for (let round = 0; round < ROUNDS; round++) digest = crypto.sha512(concatBytes(digest, key))
  return Array.from({ length: GROUPS_PER_ACCOUNT }, (_, group) => {
    const number = readUint(digest.subarray(group * GROUP_BYTES, (group + 1) * GROUP_BYTES)) ?? 0
    return String(number % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0')
  })
}

const payload: Codec<{ readonly shower: AccountId; readonly reader: AccountId }> = struct({
  shower: field(1, id('account')),
  reader: field(2, id('account')),
})

/** What the QR code beside the number says: whose screen it is and whom it is shown to, in full. */
export function safetyLink(mine: AccountId, theirs: AccountId): string {
  return `sarangbang://verify#${toBase64url(payload.encode({ shower: mine, reader: theirs }))}`
}

/**
 * What scanning their screen proves about the contact I have open: that it is them, that somebody is not who I think (or who they think),
 * or nothing, as this is no such code.
 */
export function checkSafetyLink(scanned: string, mine: AccountId, theirs: AccountId): 'MATCH' | 'MISMATCH' | 'NO_LINK' {
  const [, fragment] = scanned.length <= LONGEST_LINK_CHARACTERS ? (LINK.exec(scanned) ?? []) : []
  const encoded = fragment === undefined ? undefined : fromBase64url(fragment)
  const read = encoded === undefined ? undefined : payload.decode(encoded)
  if (read === undefined || !read.ok) return 'NO_LINK'
  return read.value.shower === theirs && read.value.reader === mine ? 'MATCH' : 'MISMATCH'
}
