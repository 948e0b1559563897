/** What crosses between preload and shell. The shell parses what it hears; the page could be taken over, the shell may not be. */
import * as v from 'valibot'
import { MEDIA, RESOURCE, RPC } from '../limits.ts'
import { PAGE_ORIGIN } from './names.ts'
import { mayBeSaved } from './saved-files.ts'

/** Of a `blob:` address: origin and a UUID. */
const ADDRESS_CHARACTERS = 128

/** Chosen in a menu outside the page. */
export type BridgeCommand = 'settings' | 'new-room' | 'quick-jump' | 'find' | 'keys'

const theme = v.picklist(['light', 'dark', 'system'])
export type TitleBarTheme = v.InferOutput<typeof theme>

const bridgeRequest = v.variant('type', [
  /** The page is there and listens. */
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('connect') }),
  v.strictObject({ type: v.literal('watching'), room: v.optional(v.pipe(v.string(), v.maxLength(128))) }),
  v.strictObject({ type: v.literal('scanning'), on: v.boolean() }),
  v.strictObject({ type: v.literal('recording'), on: v.boolean() }),
  v.strictObject({ type: v.literal('show-saved'), path: v.pipe(v.string(), v.maxLength(RPC.PATH_CHARACTERS)) }),
  v.strictObject({ type: v.literal('open-folder') }),
  v.strictObject({ type: v.literal('open-licences') }),
  v.strictObject({ type: v.literal('title-bar'), theme }),
])
export type BridgeRequest = v.InferOutput<typeof bridgeRequest>

/** What is to be chosen: a folder to put files into, or a backup that is there. */
const pathKind = v.picklist(['folder', 'backup'])
export type PathKind = v.InferOutput<typeof pathKind>

/** A file of a message. Whether there is such a one the engine says. */
const attached = {
  message: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,128}$/u)),
  index: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MEDIA.REFERENCES - 1)),
} as const

/** Asked and answered, where the others are only said. */
const bridgeQuestion = v.variant('type', [
  v.strictObject({
    type: v.literal('choose-path'),
    kind: pathKind,
    from: v.optional(v.pipe(v.string(), v.maxLength(RPC.PATH_CHARACTERS))),
  }),
  v.strictObject({
    type: v.literal('saving'),
    address: v.pipe(v.string(), v.startsWith(`blob:${PAGE_ORIGIN}/`), v.maxLength(ADDRESS_CHARACTERS)),
    name: v.pipe(v.string(), v.check(mayBeSaved)),
  }),
  v.strictObject({ type: v.literal('save-attachment'), ...attached }),
  v.strictObject({ type: v.literal('drag-attachment'), ...attached }),
])
export type BridgeQuestion = v.InferOutput<typeof bridgeQuestion>

/** `cancelled`: by the person, in the dialog that asks where. */
export type SaveOutcome = 'saved' | 'cancelled' | 'failed'

/** `path`: where it is now, to be shown there. `code`: of the engine. */
export interface SavedAttachment {
  readonly outcome: SaveOutcome
  readonly path?: string
  readonly code?: string
}

/** later: it is still being made ready; the next drag of it begins at once. */
export type DragOutcome = 'dragged' | 'later' | 'failed'

/** What the shell tells the page. */
export type BridgeNews =
  | { readonly type: 'port' }
  | { readonly type: 'link'; readonly link: string }
  | { readonly type: 'open'; readonly room: string; readonly message: string | undefined }
  | { readonly type: 'command'; readonly command: BridgeCommand }
  | { readonly type: 'saved'; readonly address: string; readonly outcome: SaveOutcome }

export function parseBridgeRequest(heard: unknown): BridgeRequest | undefined {
  const parsed = v.safeParse(bridgeRequest, heard)
  return parsed.success ? parsed.output : undefined
}

export function parseBridgeQuestion(heard: unknown): BridgeQuestion | undefined {
  const parsed = v.safeParse(bridgeQuestion, heard)
  return parsed.success ? parsed.output : undefined
}

const link = v.pipe(v.string(), v.maxLength(RESOURCE.LINK_CHARACTERS), v.regex(/^sarangbang:\/\/\S*$/i))

/** Whether a text from outside (a command line, the system) is a link of ours at all. What it invites to is read by the engine. */
export function isAppLink(text: unknown): text is string {
  return v.is(link, text)
}
