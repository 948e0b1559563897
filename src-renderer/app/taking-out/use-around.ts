/** The days somebody chooses, and with them what every file is written by: language and zone of this page. */
import { useState } from 'react'
import { useLanguage } from '../words/index.ts'
import { type Days, type SpanFault, spanOf } from './span.ts'

const ALL_DAYS: Days = { from: '', until: '' }

export function useAround() {
  const language = useLanguage()
  const [days, setDays] = useState(ALL_DAYS)
  const [fault, setFault] = useState<SpanFault>()
  const [hasImported, setImported] = useState(true)
  return {
    fields: {
      days,
      fault,
      onChange(next: Days) {
        setDays(next)
        setFault(undefined)
      },
      hasImported,
      onImported: setImported,
    },
    /** Undefined: the days are none, and that is shown now. */
    around() {
      const span = spanOf(days)
      if (typeof span !== 'string') {
        const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
        return { ...span, language, timeZone, ...(!hasImported && { imported: false as const }) }
      }
      setFault(span)
      return undefined
    },
  }
}
