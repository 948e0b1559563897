/** What crosses between preload and shell. The shell parses what it hears; the page could be taken over, the shell may not be. */
import * as v from 'valibot'
import { RESOURCE } from '../limits.ts'

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
  v.strictObject({ type: v.literal('open-folder') }),
  v.strictObject({ type: v.literal('open-licences') }),
  v.strictObject({ type: v.literal('title-bar'), theme }),
])
export type BridgeRequest = v.InferOutput<typeof bridgeRequest>

/** What the shell tells the page. */
export type BridgeNews =
  | { readonly type: 'port' }
  | { readonly type: 'link'; readonly link: string }
  | { readonly type: 'open'; readonly room: string; readonly message: string | undefined }
  | { readonly type: 'command'; readonly command: BridgeCommand }

export function parseBridgeRequest(heard: unknown): BridgeRequest | undefined {
  const parsed = v.safeParse(bridgeRequest, heard)
  return parsed.success ? parsed.output : undefined
}

const link = v.pipe(v.string(), v.maxLength(RESOURCE.LINK_CHARACTERS), v.regex(/^sarangbang:\/\/\S*$/i))

/** Whether a text from outside (a command line, the system) is a link of ours at all. What it invites to is read by the engine. */
export function isAppLink(text: unknown): text is string {
  return v.is(link, text)
}
