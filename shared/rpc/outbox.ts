/**
 * What is about to be sent: files are sealed while the person still writes, and named by an id of the engine's until the message has them.
 * Pages give them in pieces a frame has room for (`outbox.begin`, `outbox.give`); whoever sits at this computer may name a path, also of a
 * folder (`outbox.take`); a page gives a folder file by file. Progress is told by events `outbox`. What is not posted is erased when the engine ends, or when it was left for a day.
 */
import * as v from 'valibot'
import { MEDIA, RPC } from '../limits.ts'
import type { MessageId } from '../ids/index.ts'
import type { OutgoingFile } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const BASE64_PER_BYTE = 4 / 3
const base64 = (bytes: number) => v.pipe(v.string(), v.maxLength(Math.ceil(bytes * BASE64_PER_BYTE) + 4))
const room = input.id('room')
const id = input.handle
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(RPC.PATH_CHARACTERS))
const fileName = v.pipe(v.string(), v.maxLength(RPC.PATH_CHARACTERS))
/**
 * Where a file lies in its folder: below it, and nowhere else. What else a system might make of a name is made safe with the set, as of folders
 * that are read here (MEDIA-6).
 */
const placePart = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MEDIA.SET_PATH_BYTES),
  v.check((part) => part !== '.' && part !== '..' && !/[/\0]/.test(part)),
)
const place = v.pipe(v.array(placePart), v.minLength(1), v.maxLength(MEDIA.SET_PATH_PARTS))
const side = v.exactOptional(input.wholeNumber(1, MEDIA.SIDE_PIXELS))

/** What whoever sends knows of a file and its bytes do not say. */
const posted = v.strictObject({
  id,
  width: side,
  height: side,
  durationMs: v.exactOptional(input.wholeNumber(0, MEDIA.DURATION_MS)),
  /** A still WebP or JPEG. */
  preview: v.exactOptional(base64(MEDIA.PREVIEW_BYTES)),
  waveform: v.exactOptional(base64(MEDIA.WAVEFORM_BARS)),
  isVoice: v.exactOptional(v.boolean()),
})

export const outboxContract = {
  /** QUOTA: it has no room here, and nothing can make some. `size`: as far as it is known. */
  'outbox.begin': {
    input: v.strictObject({ room, name: fileName, size: v.exactOptional(input.wholeNumber(0, MEDIA.FILE_BYTES)) }),
    output: output<OutgoingFile>(),
  },
  /**
   * A folder whose files are given one after the other, `size` bytes together; `leftOut`: how many things in it are not. Then `beginPart` and
   * `give` for each file, and `endFolder`; the set is made here. QUOTA as for a file.
   */
  'outbox.beginFolder': {
    input: v.strictObject({
      room,
      name: fileName,
      size: input.wholeNumber(0, Number.MAX_SAFE_INTEGER),
      leftOut: v.exactOptional(input.wholeNumber(0, MEDIA.FOLDER_ENTRIES)),
    }),
    output: output<OutgoingFile>(),
  },
  /** TOO_MANY, TOO_LONG: it does not fit a set. CHANGED: more than was said. OUT_OF_RANGE: the file before it is not over. */
  'outbox.beginPart': {
    input: v.strictObject({ id, path: place, size: input.wholeNumber(0, MEDIA.FILE_BYTES) }),
    output: output<OutgoingFile>(),
  },
  /** EMPTY: no file was given. CHANGED: less than was said. */
  'outbox.endFolder': { input: v.strictObject({ id }), output: output<OutgoingFile>() },
  /** The next bytes; answered when they are taken, so whoever waits for it never gives more than there is room for. */
  'outbox.give': {
    input: v.strictObject({ id, bytes: base64(RPC.BUNDLE_CHUNK_BYTES), isOver: v.boolean() }),
    output: output<OutgoingFile>(),
  },
  /** A file or a folder of this computer; it is read by itself. */
  'outbox.take': { input: v.strictObject({ room, path }), output: output<OutgoingFile>() },
  'outbox.list': { input: input.nothing, output: output<readonly OutgoingFile[]>() },
  'outbox.discard': { input: v.strictObject({ id }), output: output<undefined>() },
  /** Durable when it is answered. NOT_READY: a file is not sealed yet; then nothing is posted and all of them stay. */
  'outbox.post': {
    input: v.strictObject({
      room,
      files: v.pipe(v.array(posted), v.minLength(1), v.maxLength(MEDIA.REFERENCES)),
      caption: v.exactOptional(input.text),
      mentions: v.exactOptional(input.mentions),
      replyTo: v.exactOptional(input.id('message')),
    }),
    output: output<readonly MessageId[]>(),
  },
  /**
   * The files of a message with their caption as a new message of another room: sealed anew from what is here, so that no room learns the key
   * of another's. `only`: those of its files, and no caption. NOT_HERE: not all of them are whole here; then nothing is sent. Durable when it is
   * answered.
   */
  'outbox.again': {
    input: v.strictObject({
      message: input.id('message'),
      room,
      only: v.exactOptional(v.pipe(v.array(input.attached.index), v.minLength(1), v.maxLength(MEDIA.REFERENCES))),
    }),
    output: output<readonly MessageId[]>(),
  },
  /** A contact card or a place. */
  'outbox.say': {
    input: v.strictObject({
      room,
      replyTo: v.exactOptional(input.id('message')),
      what: v.variant('kind', [
        v.strictObject({
          kind: v.literal('card'),
          name: input.name,
          phones: v.pipe(v.array(v.pipe(v.string(), v.maxLength(MEDIA.CARD_VALUE_CHARACTERS))), v.maxLength(MEDIA.CARD_VALUES)),
          mails: v.pipe(v.array(v.pipe(v.string(), v.maxLength(MEDIA.CARD_VALUE_CHARACTERS))), v.maxLength(MEDIA.CARD_VALUES)),
          link: v.exactOptional(v.pipe(v.string(), v.maxLength(MEDIA.CARD_LINK_CHARACTERS))),
        }),
        v.strictObject({
          kind: v.literal('place'),
          latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
          longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
          name: v.pipe(v.string(), v.maxLength(MEDIA.PLACE_NAME_CHARACTERS)),
        }),
      ]),
    }),
    output: output<MessageId>(),
  },
} as const satisfies Contract
