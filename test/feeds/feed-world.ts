/**
 * One account, two devices, one segment, without sealing: each device has a chain of opened blocks and writes snapshots over what it holds.
 * Ids are made from a counter, so a failing seed shows the same ones again.
 */
import { decodeUpdatePlain, encodeSnapshotPlain, encodeUpdatePlain } from '../../shared/feeds/block/index.ts'
import { type OpenedBlock, type Segment, SegmentWriter, buildSegment } from '../../shared/feeds/segment/index.ts'
import { type BlockId, type DeviceId, type MessageId, idFromBytes } from '../../shared/ids/index.ts'
import { type Amendment, type Entry, type Mark, makeEdit, makeEntry, textContent } from '../../shared/rooms/kinds/index.ts'
import { expectOk } from '../harness/expect-ok.ts'

export const DEVICES: readonly DeviceId[] = [0x11, 0x22].map((byte) => idFromBytes('device', new Uint8Array(32).fill(byte)))
export const CLIENTS: ReadonlyMap<DeviceId, number> = new Map(DEVICES.map((device, at) => [device, 0xabcd_0123_4567 + at]))

const PEPPER = new Uint8Array(16)

export function messageIdOf(salt: Uint8Array): MessageId {
  return idFromBytes('message', salt)
}

export function saltOf(number: number): Uint8Array {
  return new Uint8Array(16).fill(number % 256).with(0, number >> 8)
}

export function textOf(number: number): string {
  return `말씀 number-${number}-secret`
}

export function anEntry(number: number): Entry {
  return expectOk(makeEntry(saltOf(number), [1_000_000 + number, 0], 'text', textContent(textOf(number))))
}

export function anEdit(number: number, at: number): Amendment {
  const salt = saltOf(number)
  const amended = { message: messageIdOf(salt), salt, time: [2_000_000 + at, 0], original: [1_000_000 + number, 0] } as const
  return expectOk(makeEdit(amended, 'text', textContent(`edit ${at}`)))
}

export function aReaction(number: number, at: number): Mark {
  return { message: messageIdOf(saltOf(number)), what: '+👍', time: [3_000_000 + at, 0], isOn: at % 2 === 0 }
}

export function build(blocks: readonly OpenedBlock[]): Segment {
  return buildSegment(blocks, CLIENTS, messageIdOf)
}

export function updateOf(block: OpenedBlock): Uint8Array {
  return expectOk(decodeUpdatePlain(block.plaintext ?? new Uint8Array()))
}

export class FeedWorld {
  readonly chains: readonly OpenedBlock[][] = [[], []]
  readonly #held = [0, 0]
  readonly #writers = DEVICES.map((device) => new SegmentWriter(build([]), device, CLIENTS.get(device) ?? 0, messageIdOf))
  #blocks = 0

  get blocks(): readonly OpenedBlock[] {
    return this.chains.flat()
  }

  get updates(): readonly OpenedBlock[] {
    return this.blocks.filter(({ kind }) => kind === 1)
  }

  write(by: number, writing: Parameters<SegmentWriter['write']>[0]): OpenedBlock {
    const { update } = this.#writers[by]!.write(writing)
    return this.#push(by, { kind: 1, supersede: [], plaintext: encodeUpdatePlain(PEPPER, update) })
  }

  /** A snapshot over the own chain and as much of the other one as has been met, which only grows; `erased` leave with it. */
  snapshot(by: number, meets: number, erased: readonly MessageId[] = []): OpenedBlock {
    const other = 1 - by
    const held = Math.max(this.#held[by]!, Math.min(meets, this.chains[other]!.length))
    this.#held[by] = held
    const blocks = [...this.chains[by]!, ...this.chains[other]!.slice(0, held)]
    const writer = new SegmentWriter(build(blocks), DEVICES[by]!, CLIENTS.get(DEVICES[by]!)!, messageIdOf)
    writer.erase({ entries: erased })
    this.#writers[by] = writer
    const supersede = DEVICES.flatMap((device, at) => {
      const last = this.chains[at]!.slice(0, at === by ? undefined : held).at(-1)
      return last === undefined ? [] : [{ device, ranges: [[1, last.seq]] as const, last: last.id }]
    })
    return this.#push(by, { kind: 2, supersede, plaintext: encodeSnapshotPlain(PEPPER, writer.snapshot()) })
  }

  #push(by: number, part: Pick<OpenedBlock, 'kind' | 'supersede' | 'plaintext'>): OpenedBlock {
    const chain = this.chains[by]!
    const block: OpenedBlock = { ...part, id: this.#nextId(), device: DEVICES[by]!, seq: chain.length + 1 }
    chain.push(block)
    return block
  }

  /** Not in the order they are made, as hashes are not. */
  #nextId(): BlockId {
    this.#blocks += 1
    return idFromBytes('block', new Uint8Array(32).fill((this.#blocks * 151) % 256).with(31, this.#blocks >> 8))
  }
}
