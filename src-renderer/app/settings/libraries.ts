/** Whose work ships with Sarangbang, with the licences; a test compares it with what is built in. */
export interface Library {
  readonly name: string
  readonly licence: string
}

const BOTH = 'Apache-2.0 OR MIT'

export const LIBRARIES: readonly Library[] = [
  { name: 'electron', licence: 'MIT' },
  { name: 'react', licence: 'MIT' },
  { name: 'react-dom', licence: 'MIT' },
  { name: '@base-ui/react', licence: 'MIT' },
  { name: 'lucide-react', licence: 'ISC' },
  { name: 'pretendard', licence: 'OFL-1.1' },
  { name: 'frimousse', licence: 'MIT' },
  { name: 'emojibase-data', licence: 'MIT' },
  { name: 'virtua', licence: 'MIT' },
  { name: 'zustand', licence: 'MIT' },
  { name: 'linkifyjs', licence: 'MIT' },
  { name: 'uqr', licence: 'MIT' },
  { name: 'jsqr', licence: 'Apache-2.0' },
  { name: 'es-hangul', licence: 'MIT' },
  { name: 'valibot', licence: 'MIT' },
  { name: 'birpc', licence: 'MIT' },
  { name: 'yjs', licence: 'MIT' },
  { name: 'better-sqlite3-multiple-ciphers', licence: 'MIT' },
  { name: 'htmlparser2', licence: 'MIT' },
  { name: 'iconv-lite', licence: 'MIT' },
  { name: 'libphonenumber-js', licence: 'MIT' },
  { name: 'postal-mime', licence: 'MIT-0' },
  { name: 'yauzl', licence: 'MIT' },
  { name: 'yazl', licence: 'MIT' },
  { name: 'libp2p', licence: BOTH },
  { name: '@chainsafe/libp2p-noise', licence: BOTH },
  { name: '@chainsafe/libp2p-yamux', licence: BOTH },
  { name: '@libp2p/circuit-relay-v2', licence: BOTH },
  { name: '@libp2p/crypto', licence: BOTH },
  { name: '@libp2p/identify', licence: BOTH },
  { name: '@libp2p/interface', licence: BOTH },
  { name: '@libp2p/kad-dht', licence: BOTH },
  { name: '@libp2p/peer-id', licence: BOTH },
  { name: '@libp2p/ping', licence: BOTH },
  { name: '@libp2p/tcp', licence: BOTH },
  { name: '@libp2p/websockets', licence: BOTH },
  { name: '@multiformats/multiaddr', licence: BOTH },
  { name: '@noble/ciphers', licence: 'MIT' },
  { name: '@noble/curves', licence: 'MIT' },
  { name: '@noble/hashes', licence: 'MIT' },
  { name: '@scure/bip39', licence: 'MIT' },
  { name: 'hash-wasm', licence: 'MIT' },
  { name: 'pino', licence: 'MIT' },
  { name: 'ws', licence: 'MIT' },
]
