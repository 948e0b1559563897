/**
 * One computer of the real-process tests: network, announcements and dial loop as the engine joins them, with a heartbeat in place of the
 * sync layer. Arguments: number of its key, numbers of the keys it wants. Prints one JSON document a line; `stop` on its input ends it.
 */
import { createInterface } from 'node:readline'
import { createAddressBook, createDialLoop, isNear } from '../../shared/reach/index.ts'
import { createMdns } from '../../src-main/engine/mdns/index.ts'
import { createNetwork, listInterfaces, watchNetwork } from '../../src-main/engine/network/index.ts'
import { nobleEd25519PublicKey } from './keys.ts'
import { systemClock } from './system-clock.ts'

const HEARTBEAT_MS = 500
const SILENCE_MS = 1_500
const DEAD_MS = 4_000

const [own = 1, ...others] = process.argv.slice(2).map(Number)
const numbers = new Map(others.map((number) => [nobleEd25519PublicKey(new Uint8Array(32).fill(number)), number]))
const wanted = new Set(numbers.keys())
const clock = systemClock
const rng = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }
const print = (line: Record<string, unknown>): void => console.log(JSON.stringify(line))

const network = createNetwork({
  seed: new Uint8Array(32).fill(own),
  listen: ['/ip4/0.0.0.0/tcp/41000', '/ip6/::/tcp/41000', '/ip4/0.0.0.0/tcp/41001/ws'],
  clock,
  allow: (device) => (wanted.has(device) ? 'known' : 'stranger'),
})
const book = createAddressBook()
const loop = createDialLoop({ clock, rng, transport: network, book, isNear: (address) => isNear(address, listInterfaces()) })
const mdns = createMdns({
  device: nobleEd25519PublicKey(new Uint8Array(32).fill(own)),
  clock,
  rng,
  own: () => ({ name: `host ${own}`, tcp: network.port('tcp'), ws: network.port('ws') }),
})

loop.onStream((stream) => {
  let heard = Date.now()
  const timer = setInterval(() => {
    stream.send(Uint8Array.of(own))
    if (Date.now() - heard > SILENCE_MS) loop.doubt(stream)
    if (Date.now() - heard > DEAD_MS) stream.abort()
  }, HEARTBEAT_MS)
  stream.listen({
    data: () => {
      heard = Date.now()
      loop.trust(stream)
    },
    drain: () => undefined,
    closed: () => clearInterval(timer),
  })
})
loop.onReach((device, reach) => {
  print({ peer: numbers.get(device), ...reach })
  mdns.seek([...wanted].some((each) => loop.reach(each)?.reach !== 'connected'))
})

await network.start()
loop.want(wanted)
loop.start()
mdns.start({
  seen: ({ device, addresses, name, interface: via }) => {
    print({ seen: numbers.get(device), name, addresses, via })
    if (process.env.ONLY_IPV6 === undefined || addresses.every((address) => address.startsWith('/ip6zone/')))
      loop.sighted(device, addresses)
  },
  gone: (device) => {
    print({ gone: numbers.get(device) })
    loop.unseen(device)
  },
  changed: () => print({ links: mdns.status() }),
})
const endWatch = watchNetwork(clock, (what) => {
  print({ change: what })
  mdns.rescan(what === 'wake')
  network.probe()
  loop.networkChanged()
})
print({ ready: true, addresses: network.addresses(), listening: network.status().listening })

createInterface(process.stdin).on('line', (line) => {
  if (line === 'stop') void stop()
})

async function stop(): Promise<void> {
  endWatch()
  loop.stop()
  await mdns.stop()
  const begun = performance.now()
  await network.stop()
  print({ stopped: Math.round(performance.now() - begun) })
  process.exit(0)
}
