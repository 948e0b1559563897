/** What the shell reads of the house. Parsed, because an engine the shell attached to may be of another version. */
import * as v from 'valibot'
import type { ContentSummary } from '../../shared/rooms/kinds/index.ts'

const language = v.picklist(['ko', 'en'])
const theme = v.picklist(['light', 'dark', 'system'])

export const hostState = v.object({ phase: v.string(), language, theme })
export type HostState = v.InferOutput<typeof hostState>

export const settings = v.object({
  notifications: v.fallback(v.picklist(['full', 'name', 'none']), 'full'),
  background: v.fallback(v.boolean(), false),
  lockWithSystem: v.fallback(v.boolean(), false),
})
export type Settings = v.InferOutput<typeof settings>

const preferences = v.object({
  mutedUntil: v.fallback(v.number(), 0),
  notify: v.fallback(v.picklist(['all', 'mentions', 'none']), 'all'),
  archived: v.fallback(v.boolean(), false),
})
const room = v.object({
  room: v.string(),
  kind: v.string(),
  name: v.string(),
  unread: v.number(),
  preferences: v.fallback(preferences, { mutedUntil: 0, notify: 'all', archived: false }),
})
export type Room = v.InferOutput<typeof room>
export const roomList = v.array(room)

const holds = v.object({
  type: v.picklist(['photo', 'video', 'voice', 'audio', 'folder', 'file', 'photo-or-video', 'card', 'place']),
  count: v.number(),
  name: v.exactOptional(v.string()),
  durationMs: v.exactOptional(v.number()),
}) satisfies v.GenericSchema<unknown, ContentSummary>

export const message = v.object({
  id: v.string(),
  room: v.string(),
  author: v.object({ name: v.string() }),
  text: v.optional(v.string()),
  /** What another version may hold beside is not named. */
  holds: v.fallback(v.optional(holds), undefined),
  deleted: v.boolean(),
  mentionsMe: v.fallback(v.boolean(), false),
})
export type Message = v.InferOutput<typeof message>

const serviceName = v.object({ ko: v.string(), en: v.string() })
const outageState = v.picklist(['unknown', 'ok', 'suspect', 'down'])
const outageChange = v.object({ name: serviceName, state: outageState, before: outageState, since: v.number() })
export type OutageChange = v.InferOutput<typeof outageChange>
/** How the watched messengers stand; another version may say more. */
export const outage = v.object({
  isOn: v.boolean(),
  services: v.array(v.object({ name: serviceName, isWatched: v.boolean(), state: outageState })),
})
export type Outage = v.InferOutput<typeof outage>

export const houseEvent = v.variant('type', [
  v.object({ type: v.literal('host'), state: hostState }),
  v.object({ type: v.literal('message'), room: v.string(), message: v.string(), own: v.boolean() }),
  v.object({ type: v.literal('message-changed'), room: v.string(), message: v.string() }),
  v.object({ type: v.literal('room') }),
  v.object({ type: v.literal('settings') }),
  v.object({ type: v.literal('outage'), change: v.optional(outageChange) }),
  v.object({ type: v.literal('lagged') }),
])
