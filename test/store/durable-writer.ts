/**
 * A process that writes durable transactions and prints the number of each once it is acknowledged, until it is killed.
 * Arguments: profile folder. Between the durable ones come relaxed ones, erasures and purges, which must not harm them.
 */
import { nobleCrypto, systemRng } from '../../shared/crypto/index.ts'
import { openProfile } from '../../src-main/engine/profile/index.ts'
import { openSqliteStore } from '../../src-main/engine/store/index.ts'
import { aBlock, aMessage, messageId } from '../contract/store-rows.ts'

const opened = await openProfile({ dir: process.argv[2], create: true, crypto: nobleCrypto(), rng: systemRng() })
if (!opened.ok) throw new Error(opened.code)
const store = openSqliteStore({ file: opened.value.databaseFile, key: opened.value.databaseKey })
const start = (store.messages.last(1, Number.MAX_SAFE_INTEGER)?.seq ?? 0) + 1

// `writeSync` because a killed process loses what a stream still holds.
const { writeSync } = await import('node:fs')
for (let n = start; ; n++) {
  store.transaction(() => {
    store.blocks.put(aBlock({ n, body: new Uint8Array(n % 5_000) }))
    store.messages.insert([aMessage({ n, text: `배급 ${n}` })])
  })
  writeSync(1, `${n}\n`)
  store.transaction(() => store.messages.insert([aMessage({ n, id: messageId(1_000_000 + n), room: 2, text: `relaxed ${n}` })]), 'relaxed')
  if (n % 7 === 0) store.messages.remove(2, messageId(1_000_000 + n - 3))
  if (n % 50 === 0) store.purgeErased()
}
