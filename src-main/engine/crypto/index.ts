export { nodeCrypto } from './node-crypto.ts'
export { passphraseKey } from './passphrase-key.ts'
