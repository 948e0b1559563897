/** What a node of the table costs a process that does nothing with it: memory after collection, and timers. Says so to its parent once. */
import { systemRng } from '../../shared/crypto/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import { dayOf, makeValue, spotOf } from '../../shared/rendezvous/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { createTableNode } from '../../src-main/engine/rendezvous/index.ts'
import { tableKey } from '../../src-main/engine/rendezvous/table-key.ts'
import { systemClock } from '../../src-main/engine/system-clock.ts'

const VALUES = 8_192
const REST_MS = 3_000
const crypto = nodeCrypto()

async function rested(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}

const loaded = await rested()
const noTimers = timers()
const node = createTableNode({ crypto, clock: systemClock, listen: ['/ip4/127.0.0.1/tcp/0'], own: () => [] })
await node.start()
const serving = await rested()
const servingTimers = timers() - noTimers
const device = parseId('device', '01'.repeat(32))
if (device === undefined) throw new Error('no device id')
for (let index = 0; index < VALUES; index += 1) {
  const secret = new Uint8Array(32)
  new DataView(secret.buffer).setUint32(0, index)
  const spot = spotOf(crypto, secret, dayOf(Date.now()), device)
  const value = makeValue(crypto, systemRng(), spot, new Uint8Array(100), { n: Date.now(), expires: Date.now() + 3_600_000 })
  const key = tableKey(spot.key)
  await node.shelf.answering(`198.51.${index >> 8}.1`, async () => {
    node.shelf.validate(key, value)
    await node.shelf.put({ toString: () => `/dht/record/${index}` }, value)
  })
}
const full = await rested()
const before = await rested()
const beforeTimers = timers()
const client = createTableNode({ crypto, clock: systemClock, listen: [], own: () => [] })
await client.start()
await client.enter(node.addresses(), AbortSignal.timeout(10_000))
const after = await rested()
process.send?.({
  type: 'figures',
  figures: {
    servingBytes: serving - loaded,
    fullBytes: full - loaded,
    clientBytes: after - before,
    servingTimers,
    clientTimers: timers() - beforeTimers,
  },
})
await client.stop()
await node.stop()
process.disconnect()
