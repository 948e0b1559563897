/** The last word of commands that switch something. */
import { UsageFailure } from './failure.ts'
import { plain } from './terminal-text.ts'

export function onOrOff(word: string): boolean {
  if (word === 'on' || word === 'off') return word === 'on'
  const typed = plain(word).slice(0, 64)
  throw new UsageFailure({ en: `on or off, not “${typed}”.`, ko: `on 또는 off로 써 주세요: “${typed}”` })
}
