/**
 * The ports of a profile stay the same from one start to the next, so that addresses others remember keep working. What is stored is
 * which port each address without one (`/tcp/0`) was given the first time; another program on it later changes nothing here.
 */
import * as v from 'valibot'
import type { Store } from '../../shared/store/index.ts'
import type { ListenState } from './network/index.ts'

const SPACE = 'engine'
const KEY = 'ports'
const ANY_PORT = /\/tcp\/0(?=\/ws$|$)/
const PORT = /\/tcp\/(\d+)/

/** On every interface, by both carriers. */
export const EVERYWHERE = ['/ip4/0.0.0.0/tcp/0', '/ip6/::/tcp/0', '/ip4/0.0.0.0/tcp/0/ws', '/ip6/::/tcp/0/ws'] as const

const stored = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)))

/** The addresses with the ports this profile had before. */
export function withOwnPorts(store: Store, wanted: readonly string[]): readonly string[] {
  const ports = readPorts(store)
  return wanted.map((text) => {
    const port = ports[kindOf(text)]
    return port === undefined ? text : text.replace(ANY_PORT, `/tcp/${port}`)
  })
}

/** Remembers what was given now, where nothing was remembered. */
export function keepPorts(store: Store, wanted: readonly string[], listening: readonly ListenState[]): void {
  const before = readPorts(store)
  const after = { ...before }
  for (const text of wanted.filter((one) => ANY_PORT.test(one))) {
    const actual = listening.find((state) => state.wanted.replace(PORT, '/tcp/0') === text)?.actual
    const port = Number(PORT.exec(actual ?? '')?.[1] ?? 0)
    if (port > 0) after[kindOf(text)] ??= port
  }
  if (JSON.stringify(after) === JSON.stringify(before)) return
  store.transaction(() => store.values.put(SPACE, KEY, new TextEncoder().encode(JSON.stringify(after))))
}

function readPorts(store: Store): Record<string, number> {
  const bytes = store.values.get(SPACE, KEY)
  const parsed = v.safeParse(stored, bytes === undefined ? {} : JSON.parse(new TextDecoder().decode(bytes)))
  return parsed.success ? parsed.output : {}
}

/** One port for each carrier, whatever the interface: announcements name one of each. */
function kindOf(text: string): string {
  return ANY_PORT.test(text) ? (text.endsWith('/ws') ? 'ws' : 'tcp') : text
}
