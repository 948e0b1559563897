/** Days out of files: local times without a zone, or instants. A local time is shown as it stands, wherever this computer is. */
import { useMemo } from 'react'
import { useLanguage } from '../words/index.ts'

export function useFileDates(): (time: string | undefined) => string | undefined {
  const language = useLanguage()
  return useMemo(() => {
    const options = { year: 'numeric', month: 'long', day: 'numeric' } as const
    const here = new Intl.DateTimeFormat(language, options)
    const asItStands = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
    return (time) => {
      const day = time === undefined ? null : /^(\d{4})-(\d\d)-(\d\d)/.exec(time)
      if (time === undefined || day === null) return undefined
      if (time.endsWith('Z')) return here.format(Date.parse(time))
      return asItStands.format(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])))
    }
  }, [language])
}
