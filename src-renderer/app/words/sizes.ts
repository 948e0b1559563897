/** Sizes on the disk as people write them: "1.2 MB", in steps of a thousand, as the file managers of today count. */
import { useMemo } from 'react'
import { useLanguage } from './language.ts'

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const
const STEP = 1000

export function useSizes(): (bytes: number) => string {
  const language = useLanguage()
  return useMemo(() => {
    const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
    const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
    return (bytes) => {
      const power = Math.min(UNITS.length - 1, bytes < STEP ? 0 : Math.floor(Math.log10(bytes) / 3))
      const value = bytes / STEP ** power
      return `${(value < 100 && power > 1 ? tenths : whole).format(value)}\u00a0${UNITS[power]}`
    }
  }, [language])
}
