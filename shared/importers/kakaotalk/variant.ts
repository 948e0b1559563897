/** What a kind of export is called (IMP-10): program, language, clock, and what departs from the language: `windows-ko-24h-en-date`. */
import type { Header } from './header.ts'
import type { Layout, Seen } from './layout.ts'

type Language = 'ko' | 'en'

/** The header's language, else that of dates, else that of the clock. Times without dates and tables have no clock to tell of. */
export function variantOf(layout: Layout, seen: Seen, header: Header): string {
  if (layout.name === 'table') return layout.isQuoting ? 'macos-csv' : 'macos-csv-unquoted'
  const date = more(seen.koDate, seen.enDate)
  const clock = more(seen.koClock, seen.enClock)
  const language = header.language ?? date ?? clock ?? 'ko'
  const parts: string[] = [layout.name, language]
  if (layout.name !== 'windows' && layout.style === 'clock') parts.push('time-only')
  else if (seen.twelve > 0 && seen.twentyFour > 0) parts.push('mixed-clock')
  else if (seen.twentyFour > 0) parts.push('24h')
  // Android writes no other where nothing is said.
  else if (layout.name !== 'android' && seen.twelve > 0) parts.push('12h')
  if (date !== undefined && date !== language) parts.push(`${date}-date`)
  if (clock !== undefined && clock !== language) parts.push(`${clock}-clock`)
  return parts.join('-')
}

function more(ko: number, en: number): Language | undefined {
  if (ko === 0 && en === 0) return undefined
  return ko >= en ? 'ko' : 'en'
}
