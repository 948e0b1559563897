/** Where somebody wants this computer to be met, as typed behind `--listen`. */
import { isIP } from 'node:net'
import { UsageFailure } from './failure.ts'
import { plain } from './terminal-text.ts'

/** Port 0 means any. */
const LISTEN = /^\/ip[46]\/([0-9a-fA-F:.]+)\/tcp\/(\d{1,5})(?:\/ws)?$/

export function checkListenAddresses(typed: readonly string[]): void {
  for (const text of typed) {
    const [, host = '', port] = LISTEN.exec(text) ?? []
    if (isIP(host) === Number(text[3]) && Number(port) <= 65_535) continue
    throw new UsageFailure({
      en: `--listen needs an address such as /ip4/0.0.0.0/tcp/4001, not ${plain(text).slice(0, 80)}.`,
      ko: `--listen에는 /ip4/0.0.0.0/tcp/4001 같은 주소가 필요해요: ${plain(text).slice(0, 80)}`,
    })
  }
}
