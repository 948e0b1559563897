/** The address of the page for a person at a terminal: for a phone also as a picture to scan. */
import { renderUnicodeCompact } from 'uqr'
import type { CommandContext } from './command.ts'

/** An address that only this computer has is of no use to a phone. */
export function pageText(url: string, { say }: Pick<CommandContext, 'say'>): string {
  const open = say({
    en: 'Open this address in a browser; it works once, for ten minutes:',
    ko: '브라우저에서 이 주소를 여세요. 한 번만, 10분 동안 쓸 수 있어요:',
  })
  return [`${open}\n${url}`, ...(isHere(url) ? [] : [renderUnicodeCompact(url, { border: 2 })])].join('\n\n')
}

function isHere(url: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname)
}
