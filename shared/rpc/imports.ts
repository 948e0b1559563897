/**
 * Moving in. Files come by their paths on this computer (`imports.begin`, for whoever sits at it), or in pieces a frame has room for
 * (`imports.gather`, `imports.give`, `imports.read`); reading and writing go on by themselves and are told by events `import` with the id:
 * then `imports.look` says how it stands. NO_IMPORT: it is not open any more.
 */
import * as v from 'valibot'
import { ARCHIVE, RPC } from '../limits.ts'
import type { MessageId } from '../ids/index.ts'
import type { ArchiveView, ImportBatch, ImportView, ImportedText } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

const id = input.handle
const opened = v.strictObject({ id })
const BASE64_PER_BYTE = 4 / 3
const chunk = v.pipe(v.string(), v.maxLength(Math.ceil(RPC.BUNDLE_CHUNK_BYTES * BASE64_PER_BYTE) + 4))
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(RPC.PATH_CHARACTERS))
const zone = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const authorName = v.pipe(v.string(), v.maxLength(ARCHIVE.AUTHOR_CHARACTERS))
const entry = input.entry
const batch = input.wholeNumber(1, Number.MAX_SAFE_INTEGER)
const archive = input.id('room')

const who = v.variant('is', [
  v.strictObject({ is: v.literal('contact'), account: input.id('account') }),
  v.strictObject({ is: v.literal('entry'), entry }),
  v.strictObject({ is: v.literal('new') }),
  v.strictObject({ is: v.literal('unknown') }),
])
const target = v.variant('to', [
  v.strictObject({ to: v.literal('room'), room: input.id('room') }),
  v.strictObject({ to: v.literal('contact'), account: input.id('account') }),
  v.strictObject({ to: v.literal('entry'), entry }),
  v.strictObject({ to: v.literal('archive'), archive }),
  v.strictObject({ to: v.literal('author'), name: authorName }),
  v.strictObject({ to: v.literal('new'), title: input.name }),
])
const place = v.variant('at', [
  v.strictObject({ at: v.literal('room'), room: input.id('room') }),
  v.strictObject({ at: v.literal('contact'), account: input.id('account') }),
  v.strictObject({ at: v.literal('entry'), entry }),
  v.strictObject({ at: v.literal('nowhere') }),
])

export const importsContract = {
  /** Begins to read at once. */
  'imports.begin': {
    input: v.strictObject({ paths: v.pipe(v.array(path), v.minLength(1), v.maxLength(ARCHIVE.SOURCES)) }),
    output: output<ImportView>(),
  },
  'imports.gather': { input: input.nothing, output: output<ImportView>() },
  /** `name` with folders where a folder was dropped; the pieces of one file come one after the other. IMPORT_TOO_LARGE, DISK_FULL: of this file. */
  'imports.give': { input: v.strictObject({ id, name: path, bytes: chunk, isFileOver: v.boolean() }), output: output<ImportView>() },
  /** Every file is here. */
  'imports.read': { input: opened, output: output<ImportView>() },
  'imports.look': { input: opened, output: output<ImportView>() },
  /** Those that are open; the newest last. */
  'imports.sessions': { input: input.nothing, output: output<readonly ImportView[]>() },
  'imports.commit': {
    input: v.strictObject({
      id,
      plan: v.strictObject({
        zone,
        chats: v.pipe(
          v.array(
            v.strictObject({
              chat: input.wholeNumber(0, Number.MAX_SAFE_INTEGER),
              target,
              me: v.exactOptional(authorName),
              authors: v.exactOptional(v.pipe(v.array(v.strictObject({ name: authorName, who })), v.maxLength(ARCHIVE.AUTHORS))),
            }),
          ),
          v.maxLength(ARCHIVE.CHATS),
        ),
        contacts: v.boolean(),
      }),
    }),
    output: output<ImportView>(),
  },
  /** Reading or writing ends; what was written of it is taken back. */
  'imports.cancel': { input: opened, output: output<ImportView>() },
  /** Forgets it, and the pieces that were given. */
  'imports.close': { input: opened, output: output<undefined>() },

  'imports.batches': { input: input.nothing, output: output<readonly ImportBatch[]>() },
  // `wait`: until nothing of it is on the disk any more; else until nobody sees it.
  'imports.undo': { input: v.strictObject({ batch, wait: v.optional(v.boolean()) }), output: output<{ readonly messages: number }>() },
  'imports.archives': { input: input.nothing, output: output<readonly ArchiveView[]>() },
  'imports.change': {
    input: v.strictObject({ archive, title: v.exactOptional(input.name), place: v.exactOptional(place) }),
    output: output<ArchiveView>(),
  },
  'imports.remove': { input: v.strictObject({ archive }), output: output<undefined>() },
  'imports.text': {
    input: v.strictObject({ message: input.id('message'), from: v.exactOptional(input.wholeNumber(0, Number.MAX_SAFE_INTEGER)) }),
    output: output<ImportedText>(),
  },
  'imports.share': {
    input: v.strictObject({
      room: input.id('room'),
      messages: v.pipe(v.array(input.id('message')), v.minLength(1), v.maxLength(ARCHIVE.SHARED)),
      language: v.picklist(['ko', 'en']),
      zone,
    }),
    output: output<readonly MessageId[]>(),
  },
} as const satisfies Contract
