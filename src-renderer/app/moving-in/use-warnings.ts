/** What was noticed in a file, a sentence for each kind, the most frequent first. */
import { importWarnings, isImportWarning } from '../../../shared/i18n/index.ts'
import type { WarningCode } from '../../../shared/importers/index.ts'
import { useLanguage, useWords } from '../words/index.ts'

export function useWarnings(): (warnings: Readonly<Partial<Record<WarningCode, number>>>) => readonly string[] {
  const say = useWords(importWarnings)
  const language = useLanguage()
  return (warnings) =>
    Object.keys(warnings)
      .filter(isImportWarning)
      .map((code) => ({ code, count: warnings[code] ?? 0 }))
      .toSorted((a, b) => b.count - a.count)
      .map(({ code, count }) => say(count === 1 ? `${code}1` : code, { count: count.toLocaleString(language) }))
}
