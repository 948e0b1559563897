/**
 * Files of messages that are here: looked at, read, saved, found. A page shows them by an `address`: a path under its own origin that was made
 * for one file and cannot be guessed; what is behind it is answered by ranges, and never as anything a browser would run.
 */
import * as v from 'valibot'
import { MEDIA, RPC } from '../limits.ts'
import type { OpenedPiece, OpenedAttachment, SetEntry, SharedFile } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const attached = input.attached
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(RPC.PATH_CHARACTERS))

export const attachmentsContract = {
  /** NOT_HERE: not all of it is here. */
  'attachments.open': { input: v.strictObject(attached), output: output<OpenedAttachment>() },
  /**
   * At most a piece (RPC.BUNDLE_CHUNK_BYTES), base64; fewer bytes than asked for only at the end. `length` 0: only what it is. NOT_HERE: the
   * address is no longer good.
   */
  'attachments.read': {
    input: v.strictObject({
      address: v.pipe(v.string(), v.maxLength(128)),
      from: input.wholeNumber(0, Number.MAX_SAFE_INTEGER),
      length: input.wholeNumber(0, RPC.BUNDLE_CHUNK_BYTES),
    }),
    output: output<OpenedPiece>(),
  },
  /**
   * Writes it into a folder of this computer, under its name or the next that is free; a set with its folders. Progress: events `saving`. It is
   * answered when all is on the disk, so it is to be waited for without an end (`call` with 0); whoever goes away meanwhile ends it.
   */
  'attachments.save': {
    input: v.strictObject({ ...attached, folder: path, name: v.exactOptional(input.name) }),
    output: output<{ readonly path: string }>(),
  },
  /** What is in a set of files (MEDIA-8), from that place on, as many as a frame has room for; none: there are no more. */
  'attachments.set': {
    input: v.strictObject({ ...attached, from: v.exactOptional(input.wholeNumber(0, MEDIA.SET_FILES)) }),
    output: output<readonly SetEntry[]>(),
  },
  /**
   * A room's files, links and voices; newest first, `before` that message. All of a message come together, so there may be some more than
   * `limit`; fewer: there are no older ones.
   */
  'attachments.shared': {
    input: v.strictObject({
      room: input.id('room'),
      sort: v.picklist(['pictures', 'files', 'links', 'voices']),
      search: v.exactOptional(v.pipe(v.string(), v.maxLength(256))),
      before: v.exactOptional(input.id('message')),
      limit: v.exactOptional(input.wholeNumber(1, RPC.PAGE_MESSAGES)),
    }),
    output: output<readonly SharedFile[]>(),
  },
} as const satisfies Contract
