/**
 * Exports over the boundary: a file's bytes go in pieces a frame has room for, as base64. What is begun is named by an id of the engine's; a
 * few may be open at once, and the one that was quiet longest makes room (NO_EXPORT: it is not open any more).
 */
import * as v from 'valibot'
import { RESOURCE } from '../limits.ts'
import type { Digest } from '../messenger/index.ts'
import { type Contract, output } from './contract.ts'
import * as input from './inputs.ts'

/** What was begun, and what its file is to be called on any system. */
export interface ExportBegun {
  readonly id: string
  readonly fileName: string
  readonly type: string
}

/** The next bytes of the file. */
export interface ExportChunk {
  readonly bytes: string
  /** Written so far. */
  readonly messages: number
  readonly isOver: boolean
}

const opened = v.strictObject({ id: input.handle })
const moment = input.wholeNumber(0, Number.MAX_SAFE_INTEGER)
const format = v.picklist(['text', 'html', 'jsonl'])
/** With HTML go the pictures that are here: of one room in the page itself, or, where they are many, in a folder beside it and a ZIP. */
const pictures = { pictures: v.exactOptional(v.boolean()) }
const around = {
  from: v.exactOptional(moment),
  until: v.exactOptional(moment),
  /** false: without what was brought in from other messengers. */
  imported: v.exactOptional(v.boolean()),
  language: v.exactOptional(v.picklist(['ko', 'en'])),
  timeZone: v.exactOptional(v.pipe(v.string(), v.maxLength(RESOURCE.TIME_ZONE_CHARACTERS))),
}

export const exportsContract = {
  'exports.begin': {
    input: v.variant('what', [
      v.strictObject({ what: v.literal('room'), room: input.id('room'), format, ...pictures, ...around }),
      /** A ZIP with a folder for each room; formats left out: all of them. */
      v.strictObject({
        what: v.literal('all'),
        formats: v.exactOptional(v.pipe(v.array(format), v.minLength(1), v.maxLength(3))),
        ...pictures,
        ...around,
      }),
      v.strictObject({ what: v.literal('contacts'), format: v.picklist(['vcard3', 'vcard4', 'google-csv']) }),
    ]),
    output: output<ExportBegun>(),
  },
  'exports.take': { input: opened, output: output<ExportChunk>() },
  'exports.close': { input: opened, output: output<undefined>() },
  /** What happened since then, per room. */
  'exports.digest': {
    input: v.strictObject({ since: moment, room: v.exactOptional(input.id('room')) }),
    output: output<Digest>(),
  },
} as const satisfies Contract
