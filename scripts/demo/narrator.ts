/** Tells the story as it happens, in Korean or English, with the seconds since it began. */
import { fill, languageOf, type Entry, type Language } from '../../shared/i18n/index.ts'

export interface Narrator {
  readonly language: Language
  /** A line with the time. Values fill `{name}`, with particles as in the catalogue. */
  tell(text: Entry, values?: Readonly<Record<string, string | number>>): void
  /** Without the time, indented: what somebody sees. */
  show(line: string): void
}

export function createNarrator(env: Readonly<Record<string, string | undefined>>): Narrator {
  const language = languageOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'])
  const began = performance.now()
  return {
    language,
    tell(text, values = {}) {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1).padStart(5)
      process.stdout.write(`${seconds} s  ${fill(text[language], values)}\n`)
    },
    show: (line) => void process.stdout.write(`           ${line}\n`),
  }
}

/** 0.4 s, 38 ms */
export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`
}
