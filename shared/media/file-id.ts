/**
 * MEDIA-3: what a file is called between devices: a hash over its size and the root of its hash tree. It is made of sealed bytes, so that
 * it says nothing of the content, and the same content sealed under another key is another file.
 */
import { u64 } from '../codec/index.ts'
import { type Crypto, hash } from '../crypto/index.ts'
import { type FileId, idFromBytes } from '../ids/index.ts'

/** `size` in bytes before sealing; `root` as `rootOf` gives it. */
export function fileId(crypto: Crypto, size: number, root: Uint8Array): FileId {
  return idFromBytes('file', hash(crypto, 'sb1/media-file', u64(size), root))
}
