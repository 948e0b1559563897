/** Amounts of data as people type them, in steps of 1,000 as in the page; “MiB” means what it says. */
export { sizeText } from '../../shared/i18n/index.ts'
import { UsageFailure } from './failure.ts'
import { plain } from './terminal-text.ts'

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
