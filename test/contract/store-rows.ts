/** Builders of blocks, messages and amendments for store tests. Ids are made from small numbers, so that a failing case reads well. */
import type { AccountId, BlockId, DeviceId, EpochId, FileId, MessageId } from '../../shared/ids/index.ts'
import type { AmendmentRow, MessageRow, StoredBlock } from '../../shared/store/index.ts'
import { ID_BYTES, idFromBytes } from '../../shared/ids/index.ts'

function filled(length: number, number: number): Uint8Array {
  const bytes = new Uint8Array(length)
  new DataView(bytes.buffer).setUint32(0, number)
  bytes[length - 1] = 0xee
  return bytes
}

export const account = (n: number): AccountId => idFromBytes('account', filled(ID_BYTES.account, n))
export const device = (n: number): DeviceId => idFromBytes('device', filled(ID_BYTES.device, n + 100))
export const epoch = (n: number): EpochId => idFromBytes('epoch', filled(ID_BYTES.epoch, n))
export const messageId = (n: number): MessageId => idFromBytes('message', filled(ID_BYTES.message, n))
export const fileId = (n: number): FileId => idFromBytes('file', filled(ID_BYTES.file, n))
export const blockId = (n: number): BlockId => idFromBytes('block', filled(ID_BYTES.block, n))

export function aBlock(fields: Partial<StoredBlock> & { readonly n?: number } = {}): StoredBlock {
  const { n = 1, ...given } = fields
  return {
    room: 1,
    device: device(1),
    lane: 1,
    seq: n,
    id: blockId(n),
    kind: 1,
    epoch: epoch(1),
    index: 0,
    state: 'accepted',
    checked: true,
    header: Uint8Array.of(n & 0xff, 1, 2),
    signature: new Uint8Array(64).fill(n),
    body: Uint8Array.of(9, n & 0xff),
    ...given,
  }
}

export function aMessage(fields: Partial<MessageRow> & { readonly n?: number } = {}): MessageRow {
  const { n = 1, ...given } = fields
  return {
    room: 1,
    id: messageId(n),
    account: account(1),
    device: device(1),
    segment: 1,
    client: 7,
    clock: n,
    seq: n,
    t: 1_780_000_000_000 + n,
    c: 0,
    kind: 'text',
    content: Uint8Array.of(0xa0, n & 0xff),
    text: `message ${n}`,
    replyTo: undefined,
    editedAt: 0,
    deleted: false,
    namesMe: false,
    forgotten: false,
    files: [],
    arrivedAt: 1_780_000_000_000,
    ...given,
  }
}

export function anAmendment(fields: Partial<AmendmentRow> = {}): AmendmentRow {
  return {
    room: 1,
    message: messageId(1),
    segment: 1,
    device: device(1),
    slot: 'edit',
    account: account(1),
    t: 5,
    c: 0,
    value: Uint8Array.of(1, 2, 3),
    ...fields,
  }
}
