/** What a person chose for the outage watch, kept in the profile; as it comes, it is off and looks at nothing (OUT-1). */
import * as v from 'valibot'
import { parseId, type RoomId } from '../../../shared/ids/index.ts'
import { OUTAGE } from '../../../shared/limits.ts'
import { parseHost, PRESETS, type WatchedHost } from '../../../shared/outage/index.ts'
import type { Store } from '../../../shared/store/index.ts'

const SPACE = 'engine'
const KEY = 'outage'

const stored = v.object({
  isOn: v.fallback(v.boolean(), false),
  watch: v.fallback(v.array(v.string()), []),
  rooms: v.fallback(v.array(v.string()), []),
  hosts: v.fallback(v.array(v.object({ service: v.string(), hosts: v.array(v.string()) })), []),
})

export interface ServiceHosts {
  readonly service: string
  readonly hosts: readonly WatchedHost[]
}

export interface OutageChoices {
  readonly isOn: boolean
  /** Services, by their names. */
  readonly watch: readonly string[]
  readonly rooms: readonly RoomId[]
  /** Services of one's own, and presets that were changed. */
  readonly hosts: readonly ServiceHosts[]
}

const AS_IT_COMES: OutageChoices = { isOn: false, watch: [], rooms: [], hosts: [] }

/** What cannot be read is as it comes: off. */
export function readChoices(store: Store): OutageChoices {
  const bytes = store.values.get(SPACE, KEY)
  if (bytes === undefined) return AS_IT_COMES
  const parsed = v.safeParse(stored, fromJson(bytes))
  if (!parsed.success) return AS_IT_COMES
  const { isOn, watch, rooms, hosts } = parsed.output
  const kept = hosts.map((each) => ({ service: each.service, hosts: each.hosts.flatMap((text) => parseHost(text) ?? []) }))
  const known = kept.filter((each) => each.hosts.length > 0).slice(0, OUTAGE.SERVICES + PRESETS.length)
  const names = new Set([...PRESETS, ...known].map(({ service }) => service))
  return {
    isOn,
    watch: [...new Set(watch)].filter((service) => names.has(service)).slice(0, OUTAGE.SERVICES),
    rooms: rooms.flatMap((room): RoomId | readonly RoomId[] => parseId('room', room) ?? []).slice(0, OUTAGE.ROOMS),
    hosts: known,
  }
}

export function keepChoices(store: Store, choices: OutageChoices): void {
  const hosts = choices.hosts.map(({ service, hosts: of }) => ({ service, hosts: of.map(({ host, port }) => `${quoted(host)}:${port}`) }))
  const text = JSON.stringify({ ...choices, hosts })
  store.transaction(() => store.values.put(SPACE, KEY, new TextEncoder().encode(text)))
}

/** Presets first, then one's own by when they were added. */
export function servicesOf(choices: OutageChoices): readonly ServiceHosts[] {
  const own = choices.hosts.filter(({ service }) => !PRESETS.some((preset) => preset.service === service))
  return [...PRESETS.map(({ service }) => ({ service, hosts: hostsOf(choices, service) })), ...own]
}

export function hostsOf(choices: OutageChoices, service: string): readonly WatchedHost[] {
  const changed = choices.hosts.find((each) => each.service === service)
  if (changed !== undefined) return changed.hosts
  return PRESETS.find((preset) => preset.service === service)?.hosts.flatMap((text) => parseHost(text) ?? []) ?? []
}

function quoted(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function fromJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
