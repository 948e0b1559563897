/**
 * ENC-3: whatever is hashed, signed or derived begins with a label of its own and a zero byte, so that bytes made for one purpose never
 * fit another, and no peer chooses how signed bytes begin (SIG-2). A label not listed here does not compile.
 */
import { concatBytes, utf8 } from '../codec/index.ts'

/** For `hash`. */
export type HashLabel =
  | 'sb1/room'
  | 'sb1/handle'
  | 'sb1/block'
  | 'sb1/msg'
  | 'sb1/invite'
  | 'sb1/ycl'
  | 'sb1/pair-commit'
  | 'sb1/pair-code'
  | 'sb1/meet-key'
  | 'sb1/link-commit'
  | 'sb1/link-code'
  | 'sb1/own-item'
  | 'sb1/keepsake-id'
  | 'sb1/imported'
  | 'sb1/media-leaf'
  | 'sb1/media-node'
  | 'sb1/media-file'

/** For `sign` and `verify`. */
export type SignLabel =
  | 'sb1/cert'
  | 'sb1/certdev'
  | 'sb1/revoke'
  | 'sb1/knock'
  | 'sb1/knockdev'
  | 'sb1/block'
  | 'sb1/status'
  | 'sb1/cstatus'
  | 'sb1/addr'
  | 'sb1/carry'
  | 'sb1/meet-value'
  | 'sb1/recover'
  | 'sb1/keepsake'

/** For `kdf` and `kdfFromSecret`. */
export type KdfLabel =
  | 'sb1/account'
  | 'sb1/feed'
  | 'sb1/gov'
  | 'sb1/st'
  | 'sb1/blk'
  | 'sb1/salt'
  | 'sb1/past-gov'
  | 'sb1/past-feed'
  | 'sb1/grant'
  | 'sb1/bundle'
  | 'sb1/letter'
  | 'sb1/rv'
  | 'sb1/inv'
  | 'sb1/contact'
  | 'sb1/finder'
  | 'sb1/finder-box'
  | 'sb1/self'
  | 'sb1/meet'
  | 'sb1/recover-key'
  | 'sb1/recover-seal'
  | 'sb1/keepsake-box'
  | 'sb1/backup'
  | 'sb1/backup-wrap'

/** For `mac`. */
export type MacLabel = 'sb1/epoch' | 'sb1/tag' | 'sb1/recover-tag'

/** For plain framing: the safety number hashes its label with SHA-512 (ENC-8), the chunks of a file have theirs beside the seal (MEDIA-2). */
export type Label = HashLabel | SignLabel | KdfLabel | MacLabel | 'sb1/safety' | 'sb1/media-chunk'

const ZERO = Uint8Array.of(0)
const framed = new Map<Label, Uint8Array>()

/** `label ‖ 00 ‖ parts`. Parts have fixed sizes, except that one of them may be the whole rest. */
export function label(name: Label, ...parts: readonly Uint8Array[]): Uint8Array {
  let prefix = framed.get(name)
  if (prefix === undefined) {
    prefix = concatBytes(utf8(name), ZERO)
    framed.set(name, prefix)
  }
  return concatBytes(prefix, ...parts)
}
