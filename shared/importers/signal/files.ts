/** Where the official export keeps an attachment: `files/<aa>/<hex>.<ext>`, hex being the SHA-256 of its plaintext hash and local key. */
import { sha256 } from '@noble/hashes/sha2.js'
import type { Surroundings } from '../format.ts'
import { fieldsOf, textOf, wordOf } from '../json/index.ts'
import type { ImportedAttachment } from '../model.ts'

export class ExportedFiles {
  readonly #around: Surroundings
  #byHash: ReadonlyMap<string, string> | undefined

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** `pointer` is what names the file in a record. */
  attachment(pointer: unknown): ImportedAttachment {
    const fields = fieldsOf(pointer)
    const locator = fieldsOf(fields['locatorInfo'])
    const path = this.#pathOf(textOf(locator['plaintextHash']), textOf(locator['localKey']) ?? textOf(locator['key']))
    const found = path === undefined ? undefined : this.#around.beside(path)
    const name = wordOf(fields['fileName']) ?? path?.slice(path.lastIndexOf('/') + 1) ?? ''
    return found === undefined ? { name, present: false } : { name, present: true, path: found.path }
  }

  #pathOf(hash: string | undefined, key: string | undefined): string | undefined {
    const hashBytes = base64(hash)
    const keyBytes = base64(key)
    if (hashBytes === undefined || keyBytes === undefined) return undefined
    const both = new Uint8Array(hashBytes.length + keyBytes.length)
    both.set(hashBytes)
    both.set(keyBytes, hashBytes.length)
    this.#byHash ??= byHash(this.#around.paths)
    return this.#byHash.get(hex(sha256(both)))
  }
}

/** As records would name them: from `files/` on. */
function byHash(paths: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const path of paths) {
    const match = /(?:^|\/)(files\/[0-9a-f]{2}\/([0-9a-f]{64})(?:\.[^/.]{1,16})?)$/i.exec(path)
    const [, name, hash] = match ?? []
    if (name !== undefined && hash !== undefined) found.set(hash.toLowerCase(), name)
  }
  return found
}

function base64(text: string | undefined): Uint8Array | undefined {
  if (text === undefined || text === '' || text.length > 1024 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
