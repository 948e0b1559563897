/** What the strip says about the usual messengers, and what was put away: an outage, or a return, that somebody has seen is not said again. */
import { useSyncExternalStore } from 'react'
import type { OutageView, WatchedService } from '../../../shared/outage/index.ts'
import { onLocked, useEngine, watchEngineState } from '../engine/index.ts'

export interface StripNews {
  readonly kind: 'down' | 'back'
  readonly service: WatchedService
  /** Wall ms. */
  readonly at: number
  /** Back: when it had stopped, wall ms, where this page saw it. */
  readonly began?: number | undefined
}

/** When each service that was seen down had stopped. */
const stopped = new Map<string, number>()
let putAway: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

onLocked(() => change(new Set()))
watchEngineState(({ outage }) => {
  for (const { service, state, since } of outage?.services ?? []) if (state === 'down' && since !== undefined) stopped.set(service, since)
})

/** The newest outage first, then what came back. */
export function useOutageStrip(): StripNews | undefined {
  const away = useSyncExternalStore(subscribe, () => putAway)
  const outage = useEngine((state) => state.outage)
  return newsOf(outage).find((news) => !away.has(keyOf(news)))
}

export function putNewsAway(news: StripNews): void {
  change(new Set([...putAway, keyOf(news)]))
}

function newsOf(outage: OutageView | undefined): readonly StripNews[] {
  if (outage?.isOn !== true) return []
  const watched = outage.services.filter(({ isWatched }) => isWatched)
  const down = watched.flatMap((service): readonly StripNews[] =>
    service.state === 'down' && service.since !== undefined ? [{ kind: 'down', service, at: service.since }] : [],
  )
  const back = watched.flatMap((service): readonly StripNews[] =>
    service.state === 'ok' && service.backAt !== undefined
      ? [{ kind: 'back', service, at: service.backAt, began: stopped.get(service.service) }]
      : [],
  )
  return [...down, ...back].toSorted((a, b) => Number(a.kind === 'back') - Number(b.kind === 'back') || b.at - a.at)
}

function keyOf({ kind, service, at }: StripNews): string {
  return `${kind} ${service.service} ${at}`
}

function change(next: ReadonlySet<string>): void {
  putAway = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
