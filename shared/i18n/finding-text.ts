/** Findings as sentences, and a report to hand to somebody who helps: without names or addresses unless the person wants them in. */
import type { DoctorReport, Finding } from '../doctor/index.ts'
import { findingMeanings, findingRemedies, findingTitles } from './page/index.ts'
import { type Entry, fill, type Language } from './translate.ts'

export interface FindingText {
  readonly title: string
  readonly meaning: string
  /** Absent: nothing is to be done. */
  readonly remedy: string | undefined
}

export function findingText({ code, networks, spanMs }: Finding, language: Language): FindingText {
  const values = { networks: networks.join(', '), time: spanMs === undefined ? '' : spanText(spanMs, language) }
  const remedy: Entry | undefined = (findingRemedies as Partial<Record<string, Entry>>)[code]
  return {
    title: fill(findingTitles[code][language], values),
    meaning: fill(findingMeanings[code][language], values),
    remedy: remedy === undefined ? undefined : fill(remedy[language], values),
  }
}

/** To be copied. `isWhole`: with people's names and this computer's addresses. */
export function reportText({ findings }: DoctorReport, language: Language, isWhole: boolean): string {
  return findings
    .map((finding) => {
      const shown = isWhole ? finding : { ...finding, networks: finding.networks.map(() => '…') }
      const { title, meaning, remedy } = findingText(shown, language)
      const people = finding.about.map(({ name }) => name).join(', ')
      const about = !isWhole || people === '' ? '' : ` [${people}]`
      const mark = finding.severity === 'good' ? '+' : finding.severity === 'problem' ? '!' : '-'
      return `${mark} ${title}${about}\n  ${meaning}${remedy === undefined ? '' : ` ${remedy}`} (${finding.code})`
    })
    .join('\n')
}

const MINUTE_MS = 60_000

/** Whole minutes, hours from one on, days from two on. */
function spanText(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
  const [count, unit] =
    minutes < 60 ? [minutes, MINUTES] : minutes < 48 * 60 ? [Math.round(minutes / 60), HOURS] : [Math.round(minutes / 1440), DAYS]
  if (language === 'ko') return `${count}${unit.ko}`
  return count === 1 ? `1 ${unit.en}` : `${count} ${unit.en}s`
}

const MINUTES = { en: 'minute', ko: '분' }
const HOURS = { en: 'hour', ko: '시간' }
const DAYS = { en: 'day', ko: '일' }
