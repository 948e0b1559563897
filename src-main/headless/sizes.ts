/** Amounts of data as people type and read them, in steps of 1,000 as in the page; “MiB” means what it says. */
import { UsageFailure } from './failure.ts'
import { plain } from './terminal-text.ts'

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const
const STEP = 1000
const TYPED = /^(\d{1,6}(?:\.\d{1,3})?)\s*([KMGT]?)(i?)B?$/i

/** Bytes of “200MB”, “1.5 GiB” or a bare number. */
export function parseSize(typed: string): number {
  const [, number, letter = '', binary = ''] = TYPED.exec(typed.trim()) ?? []
  const power = ['', 'K', 'M', 'G', 'T'].indexOf(letter.toUpperCase())
  const bytes = Math.round(Number(number) * (binary === '' ? STEP : 1024) ** power)
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes
  const shown = plain(typed).slice(0, 32)
  throw new UsageFailure({ en: `A size such as 200MB, not “${shown}”.`, ko: `200MB처럼 크기를 써 주세요: “${shown}”` })
}

/** “3.4 MB”; whole numbers from ten on. */
export function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0]
  for (; value >= STEP && unit < UNITS.length - 1; unit++) value /= STEP
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`
}
