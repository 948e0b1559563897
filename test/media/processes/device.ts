/**
 * A device with files, as a process of its own: the real messenger and outbox, the encrypted database, attachments on disk and libp2p. It does what its
 * standard input says and answers on its output (orders.ts): `node device.ts FOLDER NAME LISTEN [lies]`. One that lies serves every chunk with
 * a bit of it changed.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { systemRng } from '../../../shared/crypto/index.ts'
import { type IdKind, type IdOf, parseId } from '../../../shared/ids/index.ts'
import { type MediaStore, readWhole } from '../../../shared/media/index.ts'
import type { FileOfMessage } from '../../../shared/messenger/media/room-files.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { openDiskMedia } from '../../../src-main/engine/media/index.ts'
import { Outbox } from '../../../src-main/engine/outbox/index.ts'
import { systemClock as clock } from '../../../src-main/engine/system-clock.ts'
import { collectsYoungBuffers } from '../../../src-main/engine/young-buffers.ts'
import { monotonicMs } from '../../bench/measure.ts'
import { openBenchStore, openPeer } from '../../bench/peer.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import type { Answers, Held, Order } from './orders.ts'

const MOST_TEXTS = 500
const LOOK_MS = 10
const [folder = '', name = '', listen = '', lies] = process.argv.slice(2)
const crypto = nodeCrypto()
const rng = systemRng()
const database = openBenchStore(folder)
const disk = await openDiskMedia({ folder: join(folder, 'media'), store: database, crypto, rng, clock })
const written = new Map<string, number>()
const media = noting(lies === 'lies' ? lying(disk) : disk)
const peer = openPeer(folder, name, { listen, over: { store: database, media } })
const { messenger } = peer
const outbox = new Outbox({
  ...{ messenger, store: database, media: disk, keeping: messenger.media.keeping, crypto, rng, clock, profile: folder },
  changed: () => {},
  passed: collectsYoungBuffers(),
})
const came: (readonly [string, number])[] = []
let accepted = 0
peer.network.onStream(() => {
  accepted += 1
})
messenger.subscribe((event) => {
  if (event.type === 'message') came.push([event.message, monotonicMs()])
})

type Handlers = { [K in Order['do']]: (order: Extract<Order, { readonly do: K }>) => Promise<Answers[K]> | Answers[K] }

const handlers: Handlers = {
  where: () => ({ device: peer.device, account: messenger.me().account, address: peer.address() ?? '' }),
  learn: ({ device, address }) => peer.learn(idOf('device', device), address),
  invite: () => expectOk(messenger.inviteContact()).link,
  accept: async ({ link }) => void expectOk(await messenger.accept(link)),
  contacts: () => messenger.contacts().flatMap(({ account, state }) => (state === 'paired' ? [account] : [])),
  room: ({ members }) => expectOk(messenger.createRoom({ name: '사진', members: members.map((account) => idOf('account', account)) })),
  rooms: () => messenger.rooms().map(({ room, kind, members }) => ({ room, kind, members })),
  send: ({ room, path }) => send(room, path),
  say: ({ room, texts }) => {
    const at = monotonicMs()
    return expectOk(messenger.send(idOf('room', room), texts)).map((message) => [message, at] as const)
  },
  times: () => came.splice(0),
  texts: ({ room }) =>
    expectOk(messenger.messages(idOf('room', room), { limit: MOST_TEXTS })).flatMap(({ text }) =>
      text === undefined || text === '' ? [] : [text],
    ),
  fetch: ({ message }) => {
    expectOk(messenger.media.fetch(idOf('message', message), 0))
  },
  held: ({ message }) => held(message),
  hash: async ({ message }) => {
    const { reference } = found(message) ?? missing(message)
    const hash = createHash('sha256')
    for await (const piece of readWhole({ crypto, store: disk }, reference)) hash.update(expectOk(piece))
    return hash.digest('hex')
  },
  keptAway: ({ device }) => messenger.media.hub.keptAwayMs(idOf('device', device)),
  memory: () => memoryBytes(),
  peers: () => messenger.status().peers.map(({ device }) => device),
  accepted: () => accepted,
  relay: () => peer.network.offerRelay(true),
  circuit: () => peer.network.addresses().find((address) => address.endsWith('/p2p-circuit')),
  stop: async () => {
    await outbox.stop()
    await peer.close()
    await disk.close()
    database.close()
  },
}

/** As a person sends a file of this computer. */
async function send(room: string, path: string): Promise<string> {
  const { id } = expectOk(await outbox.take(idOf('room', room), path))
  for (;;) {
    const one = outbox.list().find((each) => each.id === id) ?? missing('file')
    if (one.state === 'ready') break
    if (one.state === 'failed') throw new Error(one.code)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  return expectOk(await outbox.post(idOf('room', room), [{ id }], '', {}))[0] ?? missing('message')
}

async function held(message: string): Promise<Held | undefined> {
  const file = found(message)?.reference.file
  if (file === undefined) return undefined
  const chunks = (await disk.held(file))?.chunks
  const going = messenger.media.transfers().find((each) => each.message === message)
  return {
    chunks: chunks?.count ?? 0,
    of: chunks?.total ?? 0,
    isWhole: chunks?.isWhole === true,
    isGoing: going !== undefined,
    bytesPerSecond: going?.bytesPerSecond ?? 0,
    from: going?.from.map(({ device }) => device) ?? [],
    written: written.get(file) ?? 0,
  }
}

function found(message: string): FileOfMessage | undefined {
  return messenger.media.files.find(idOf('message', message), 0)
}

function lying(store: MediaStore): MediaStore {
  return new Proxy(store, {
    get: (target, property: keyof MediaStore) => {
      if (property !== 'chunk') return target[property].bind(target)
      return async (...asked: Parameters<MediaStore['chunk']>) => {
        const chunk = await target.chunk(...asked)
        if (chunk !== undefined) chunk.sealed[7] = (chunk.sealed[7] ?? 0) ^ 1
        return chunk
      }
    },
  })
}

function noting(store: MediaStore): MediaStore {
  return new Proxy(store, {
    get: (target, property: keyof MediaStore) => {
      if (property !== 'put') return target[property].bind(target)
      return (...[chunk]: Parameters<MediaStore['put']>) => {
        written.set(chunk.file, (written.get(chunk.file) ?? 0) + 1)
        return target.put(chunk)
      }
    },
  })
}

/** What it has of the computer's memory, without what it has mapped from files: that goes when somebody else needs room. */
function memoryBytes(): number {
  const anonymous = /RssAnon:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return anonymous === undefined ? process.memoryUsage.rss() : Number(anonymous) * 1024
}

function idOf<K extends IdKind>(kind: K, text: string): IdOf<K> {
  return parseId(kind, text) ?? missing(text)
}

function missing(what: string): never {
  throw new Error(`there is no ${what}`)
}

async function answer(n: number, order: Order): Promise<void> {
  try {
    const handler = handlers[order.do] as (order: Order) => unknown
    tell({ n, value: await handler(order) })
  } catch (cause) {
    tell({ n, error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
  }
  if (order.do === 'stop') process.exit()
}

function tell(told: { readonly n: number; readonly value?: unknown; readonly error?: string }): void {
  process.stdout.write(`${JSON.stringify(told)}\n`)
}

await peer.network.start()
tell({ n: 0 })
for await (const line of createInterface(process.stdin)) {
  const { n, ...order } = JSON.parse(line) as Order & { readonly n: number }
  void answer(n, order)
}
// Whoever told it what to do is gone.
process.exit()
