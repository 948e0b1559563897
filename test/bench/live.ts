/**
 * One message from one running device to another, in two processes over loopback: until the other has it on disk and shows it, and until
 * the first knows that. Beside it a TLS socket whose ends insert the same text into the same encrypted SQLite, in turns with ours.
 */
import { join } from 'node:path'
import { type TLSSocket, connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import type { MessageId } from '../../shared/ids/index.ts'
import { type Pair, settle, textOf, valueOf } from './fill.ts'
import { monotonicMs, startProcess } from './measure.ts'
import { type BenchPeer, openPeer } from './peer.ts'
import type { FromPeer, ToPeer } from './peer-process.ts'
import { bareRows } from './store-limit.ts'
import { LENGTH_BYTES, TLS_KEY, TLS_OPTIONS } from './tls-options.ts'
import type { FromTls, ToTls } from './tls-process.ts'

const PEER = fileURLToPath(new URL('peer-process.ts', import.meta.url))
const TLS = fileURLToPath(new URL('tls-process.ts', import.meta.url))
const TURNS = 6

/** Milliseconds, one of each per message. */
export interface Live {
  readonly oneWay: number[]
  readonly acknowledged: number[]
  readonly tlsOneWay: number[]
  readonly tlsAcknowledged: number[]
}

export async function measureLive(pair: Pair, scratch: string, count: number, execArgv: readonly string[] = []): Promise<Live> {
  const here = openPeer(pair.a, '엄마')
  await here.network.start()
  const there = startProcess<ToPeer, FromPeer>(PEER, [pair.b, '가게'], execArgv)
  const { device, address } = await there.next('ready')
  here.learn(device, address)
  const [room] = here.messenger.rooms()
  if (room === undefined) throw new Error('no room')
  const tls = await openTls(scratch)
  const live: Live = { oneWay: [], acknowledged: [], tlsOneWay: [], tlsAcknowledged: [] }
  valueOf(here.messenger.send(room.room, ['첫 인사']))
  await settle(2_000)
  for (let turn = 0; turn < TURNS; turn++) {
    there.send({ type: 'times' })
    await there.next('times')
    const sent = new Map<MessageId, number>()
    for (let at = 0; at < count / TURNS; at++) {
      const started = monotonicMs()
      const [message] = valueOf(here.messenger.send(room.room, [textOf(at)]))
      if (message === undefined) throw new Error('nothing sent')
      sent.set(message, started)
      live.acknowledged.push((await delivered(here, message)) - started)
    }
    there.send({ type: 'times' })
    for (const [message, at] of (await there.next('times')).times) {
      const started = sent.get(message)
      if (started !== undefined) live.oneWay.push(at - started)
    }
    await tls.turn(count / TURNS, live)
  }
  await tls.close()
  there.send({ type: 'stop' })
  await Promise.all([there.ended, here.close()])
  return live
}

/** When the other's device is known to keep it. */
function delivered(peer: BenchPeer, message: MessageId): Promise<number> {
  return new Promise((resolve) => {
    const stop = peer.messenger.subscribe((event) => {
      if (event.type !== 'delivery' || event.message !== message) return
      stop()
      resolve(monotonicMs())
    })
  })
}

async function openTls(scratch: string): Promise<{ turn(count: number, live: Live): Promise<void>; close(): Promise<void> }> {
  const rows = bareRows(join(scratch, `tls-here-${monotonicMs()}.db`))
  const there = startProcess<ToTls, FromTls>(TLS, [join(scratch, `tls-there-${monotonicMs()}.db`)])
  const { port } = await there.next('ready')
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const made = connect(
      {
        ...TLS_OPTIONS,
        port,
        host: '127.0.0.1',
        pskCallback: () => ({ psk: TLS_KEY, identity: 'bench' }),
        checkServerIdentity: () => undefined,
      },
      () => resolve(made),
    )
    made.once('error', reject)
  })
  socket.setNoDelay(true)
  return {
    async turn(count, live) {
      there.send({ type: 'times' })
      await there.next('times')
      const sent: number[] = []
      for (let at = 0; at < count; at++) {
        const started = monotonicMs()
        const text = Buffer.from(textOf(at))
        rows.insert(textOf(at))
        const length = Buffer.alloc(LENGTH_BYTES)
        length.writeUInt32BE(text.length)
        const answered = new Promise((resolve) => socket.once('data', resolve))
        socket.write(Buffer.concat([length, text]))
        await answered
        sent.push(started)
        live.tlsAcknowledged.push(monotonicMs() - started)
      }
      there.send({ type: 'times' })
      const { times } = await there.next('times')
      live.tlsOneWay.push(...times.map((time, at) => time - (sent[at] ?? time)))
    },
    async close() {
      socket.destroy()
      there.send({ type: 'stop' })
      await there.ended
      rows.close()
    },
  }
}
