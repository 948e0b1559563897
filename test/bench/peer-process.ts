/**
 * The other device, in a process of its own as in life: `node peer-process.ts DIR NAME [relay|relayed]`. A relay offers to
 * relay; who is relayed hears of no addresses but those it is told. Told by its parent whom to find and what to wait
 * for; answers with times of the machine's monotonic clock, which both processes share.
 */
import type { DeviceId, MessageId } from '../../shared/ids/index.ts'
import { cpuMs, monotonicMs } from './measure.ts'
import { openPeer } from './peer.ts'

export type ToPeer =
  | { readonly type: 'learn'; readonly device: DeviceId; readonly address: string }
  /** Tell when all of `newest` have come, and when there are `total` messages; then how large the process has grown. */
  | { readonly type: 'expect'; readonly newest: readonly MessageId[]; readonly total: number }
  | { readonly type: 'times' }
  /** Tell how it is called through a relay, as soon as it has a place at one. */
  | { readonly type: 'circuit' }
  /** Tell what circuits carried through this one so far. */
  | { readonly type: 'carried' }
  | { readonly type: 'stop' }

export type FromPeer =
  | { readonly type: 'ready'; readonly device: DeviceId; readonly address: string }
  | { readonly type: 'newest'; readonly at: number }
  | { readonly type: 'all'; readonly at: number; readonly rssBytes: number }
  | { readonly type: 'indexed'; readonly at: number; readonly cpuMs: number }
  | { readonly type: 'circuit'; readonly address: string }
  | { readonly type: 'carried'; readonly bytes: number }
  /** When each message came since the last asking. */
  | { readonly type: 'times'; readonly times: readonly (readonly [MessageId, number])[] }

const [dir = '', name = '', role] = process.argv.slice(2)
const peer = openPeer(dir, name, { hearsRecords: role === undefined })
if (role === 'relay') peer.network.offerRelay(true)
let newest = new Set<MessageId>()
let total = Number.POSITIVE_INFINITY
let count = 0
let cpuBefore = 0
let times: (readonly [MessageId, number])[] = []
const tell = (message: FromPeer): void => void process.send?.(message)

peer.messenger.subscribe((event) => {
  if (event.type !== 'message') return
  const at = monotonicMs()
  times.push([event.message, at])
  count += 1
  if (newest.delete(event.message) && newest.size === 0) tell({ type: 'newest', at })
  if (count !== total) return
  tell({ type: 'all', at, rssBytes: process.memoryUsage.rss() })
  setImmediate(() => {
    peer.store.indexNow()
    tell({ type: 'indexed', at: monotonicMs(), cpuMs: cpuMs() - cpuBefore })
  })
})

function tellCircuit(): void {
  const address = peer.network.addresses().find((text) => text.endsWith('/p2p-circuit'))
  if (address !== undefined) return tell({ type: 'circuit', address })
  const release = peer.network.onOutside(() => {
    release()
    tellCircuit()
  })
}

process.on('message', (message: ToPeer) => {
  if (message.type === 'learn') peer.learn(message.device, message.address)
  else if (message.type === 'expect') {
    newest = new Set(message.newest)
    ;({ total } = message)
    count = 0
    cpuBefore = cpuMs()
  } else if (message.type === 'times') {
    tell({ type: 'times', times })
    times = []
  } else if (message.type === 'circuit') tellCircuit()
  else if (message.type === 'carried') {
    tell({ type: 'carried', bytes: peer.network.outside().circuits.reduce((sum, { bytes }) => sum + bytes, 0) })
  } else void peer.close().then(() => process.disconnect())
})

await peer.network.start()
tell({ type: 'ready', device: peer.device, address: peer.address() ?? '' })
