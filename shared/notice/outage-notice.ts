/** What the outage watch says outside the page: one notification when a messenger stops responding, and a line in the tray (OUT-6). */
import { type Entry, type Language, outageNews } from '../i18n/index.ts'
import type { Moment, Notice } from './notice.ts'

type State = 'unknown' | 'ok' | 'suspect' | 'down'

export interface NoticedOutage {
  readonly name: Entry
  readonly state: State
  readonly since: number
}

/** Undefined: this calls nobody. Only a service that is down does; which one it is says nothing about anybody. */
export function outageNoticeOf(
  { name, state, since }: NoticedOutage,
  chosen: { readonly notifications: 'full' | 'name' | 'none' },
  moment: Pick<Moment, 'now' | 'quietUntil'>,
  language: Language,
): Notice | undefined {
  if (state !== 'down' || chosen.notifications === 'none' || moment.quietUntil > moment.now) return undefined
  const time = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(since)
  return outageNews('down', name[language], time, language)
}

/** For the tray: the worst there is, in a few words; undefined: nothing to say. */
export function worstOutage(
  outage:
    | { readonly isOn: boolean; readonly services: readonly { readonly name: Entry; readonly isWatched: boolean; readonly state: State }[] }
    | undefined,
  language: Language,
): string | undefined {
  if (outage?.isOn !== true) return undefined
  for (const state of ['down', 'suspect'] as const) {
    const found = outage.services.find((each) => each.isWatched && each.state === state)
    if (found !== undefined) return outageNews(state, found.name[language], '', language).title
  }
  return undefined
}
