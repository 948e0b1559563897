/** Somebody's contact who says what he likes in a session of his own making: real keys, real tags, and whatever RECORD frames a test wants. */
import type { CborValue } from '../../../shared/codec/index.ts'
import { type Clock, systemRng } from '../../../shared/crypto/index.ts'
import type { RunningMessenger } from '../../../shared/messenger/index.ts'
import type { SimNetwork } from '../../harness/sim/sim-network.ts'
import { recordMessage, type RecordMessage } from '../../../shared/messenger/finding/record-message.ts'
import { type AddressRecord, addressRecord } from '../../../shared/reach/index.ts'
import { type Frame, FrameDecoder, encodeFrame } from '../../../shared/sync/frames/index.ts'
import { TagBook } from '../../../shared/sync/tag-book.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { StreamPair } from '../../harness/stream-pair.ts'

/** A village or a simulated world. */
interface Place {
  readonly network: Pick<SimNetwork, 'attach'>
  readonly clock: Pick<Clock, 'now'>
}
interface Somebody {
  readonly messenger: RunningMessenger
}

export class Liar {
  readonly line: StreamPair
  readonly heard: Frame[] = []
  readonly tags: TagBook
  isClosed = false

  /** `as` should be cut off from the victim, or its real session answers too. */
  constructor(village: Place, victim: Somebody, as: Somebody, address = '/ip4/10.9.0.9/tcp/1') {
    const [own, peer] = [as.messenger.me().device, victim.messenger.me().device]
    this.line = new StreamPair({ device: own, address }, { device: peer })
    this.tags = new TagBook(nodeCrypto(), systemRng(), { own, peer })
    const decoder = new FrameDecoder()
    this.line.a.listen({
      data: (bytes) => {
        for (const decoded of decoder.push(bytes)) if (decoded.ok && decoded.frame.type !== 'unsupported') this.heard.push(decoded.frame)
      },
      drain: () => {},
      closed: () => (this.isClosed = true),
    })
    village.network.attach(peer, this.line.b)
    this.line.settle()
    this.frame({ type: 'hello', versions: [1, 1], nonce: this.tags.nonce, caps: 0, wall: village.clock.now(), kind: 'person' })
    const hello = this.heard.find((frame) => frame.type === 'hello')
    if (hello !== undefined) this.tags.hello(hello.nonce)
    const { registry } = as.messenger.roomBook
    const rooms = registry.keys().flatMap((room) => {
      const key = registry.get(room)?.tagKey
      return key === undefined ? [] : [{ kind: 'room' as const, room, key }]
    })
    this.frame(this.tags.frame([...as.messenger.people.matchKeys(), ...rooms]))
    this.frame({ type: 'ident', card: as.messenger.people.card() })
  }

  frame(frame: Frame): void {
    this.line.a.send(encodeFrame(frame))
    this.line.settle()
  }

  say(message: RecordMessage): void {
    this.frame({ type: 'record', content: recordMessage.encode(message) })
  }

  tell(...records: readonly AddressRecord[]): void {
    this.say({ records: records.map((record): CborValue => addressRecord.toCbor(record)) })
  }

  settle(): void {
    this.line.settle()
  }

  /** What RECORD frames said so far. */
  said(): readonly RecordMessage[] {
    return this.heard.flatMap((frame) => {
      if (frame.type !== 'record') return []
      const read = recordMessage.decode(frame.content)
      return read.ok ? [read.value] : []
    })
  }

  /** Records it was told. */
  records(): readonly AddressRecord[] {
    return this.said().flatMap(({ records = [] }) =>
      records.flatMap((raw) => {
        const read = addressRecord.fromCbor(raw)
        return read.ok ? [read.value] : []
      }),
    )
  }

  errors(): readonly (string | undefined)[] {
    return this.heard.flatMap((frame) => (frame.type === 'error' || (frame.type === 'bye' && frame.code !== undefined) ? [frame.code] : []))
  }
}
