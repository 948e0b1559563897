/** The key of a passphrase, computed in a thread: the same bytes as everywhere, and the same refusals (BKP-1, BKP-2). */
import { expect, test } from 'vitest'
import { argon2id } from '../../shared/crypto/index.ts'
import { passphraseKey } from '../../src-main/engine/crypto/index.ts'

const SALT = new Uint8Array(16).fill(3)

test('[BKP-1] [BKP-2] is Argon2id of the composed text, as in WebAssembly', async () => {
  for (const cost of [
    { memoryKib: 8, passes: 1 },
    { memoryKib: 1000, passes: 3 },
  ]) {
    for (const passphrase of ['x', '군고구마', '군고구마'.normalize('NFD')]) {
      expect(await passphraseKey(passphrase, SALT, cost)).toEqual(await argon2id(passphrase, SALT, cost))
    }
  }
})

test('[BKP-2] refuses what is out of bounds', async () => {
  await expect(passphraseKey('', SALT, { memoryKib: 8, passes: 1 })).rejects.toThrow(RangeError)
  await expect(passphraseKey('x', SALT, { memoryKib: 1, passes: 1 })).rejects.toThrow(RangeError)
  await expect(passphraseKey('x', new Uint8Array(3), { memoryKib: 8, passes: 1 })).rejects.toThrow(RangeError)
})
