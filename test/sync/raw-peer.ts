/** A peer that speaks whatever frames a test wants, properly or not, against a real hub. */
import { nobleCrypto } from '../../shared/crypto/index.ts'
import { utf8 } from '../../shared/codec/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'
import { type Frame, FrameDecoder, type FrameOf, encodeFrame } from '../../shared/sync/frames/index.ts'
import type { MatchKey } from '../../shared/sync/index.ts'
import { TagBook } from '../../shared/sync/tag-book.ts'
import { StreamPair, type StreamPairOptions } from '../harness/stream-pair.ts'
import { type ToyPeer, type ToyRoom, deviceNamed, namedRng } from '../harness/toy-room.ts'
import type { ToyNet } from '../harness/toy-net.ts'

export class RawPeer {
  readonly name: string
  readonly device: DeviceId
  readonly line: StreamPair
  readonly heard: Frame[] = []
  readonly tags: TagBook
  /** Of HELLO; an earlier version announces none. */
  caps = 0
  isClosed = false

  constructor(net: ToyNet, victim: ToyPeer, name: string, options: StreamPairOptions & { readonly address?: string } = {}) {
    this.name = name
    this.device = deviceNamed(name)
    this.line = new StreamPair(
      { device: this.device, address: options.address ?? '/ip4/10.0.0.9/tcp/1' },
      { device: victim.device },
      options,
    )
    net.lines.add(this.line)
    this.tags = new TagBook(nobleCrypto(), namedRng(`raw ${name}`), { own: this.device, peer: victim.device })
    const decoder = new FrameDecoder()
    this.line.a.listen({
      data: (bytes) => {
        for (const decoded of decoder.push(bytes)) if (decoded.ok && decoded.frame.type !== 'unsupported') this.heard.push(decoded.frame)
      },
      drain: () => {},
      closed: () => (this.isClosed = true),
    })
    victim.hub.attach(this.line.b)
  }

  send(...frames: readonly Frame[]): void {
    for (const frame of frames) this.line.a.send(encodeFrame(frame))
    this.line.deliver('a')
    this.line.deliver('b')
  }

  bytes(bytes: Uint8Array): void {
    this.line.a.send(bytes)
    this.line.deliver('a')
    this.line.deliver('b')
  }

  of<T extends Frame['type']>(type: T): readonly FrameOf<T>[] {
    return this.heard.filter((frame): frame is FrameOf<T> => frame.type === type)
  }

  errors(): readonly (string | undefined)[] {
    return [...this.of('error'), ...this.of('bye')].flatMap((frame) => (frame.code === undefined ? [] : [frame.code]))
  }

  hello(versions: readonly [number, number] = [1, 1]): void {
    this.line.settle()
    this.send({ type: 'hello', versions, nonce: this.tags.nonce, caps: this.caps, wall: 0, kind: 'person' })
    const [hello] = this.of('hello')
    if (hello !== undefined) this.tags.hello(hello.nonce)
  }

  /** HELLO, TAGS naming that key, IDENT. */
  match(room: ToyRoom): void {
    this.hello()
    const key: MatchKey = { kind: 'room', room: room.key, key: room.tagKey }
    this.send(this.tags.frame([key]), { type: 'ident', card: utf8(this.name) })
  }

  /** Matches, binds number 1 to the room, and ends its part of governance. */
  open(room: ToyRoom): void {
    this.match(room)
    this.send(
      { type: 'room', room: 1, handle: room.handle },
      { type: 'govHave', room: 1, rows: [], more: false },
      { type: 'wantEnd', room: 1, number: 0, complete: true },
    )
  }
}
