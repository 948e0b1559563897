/** Where somebody was written down, in words. */
import type { bookWords } from '../../../shared/i18n/index.ts'

type SourceKey = Extract<keyof typeof bookWords, `source${string}`>

const NAMES: Readonly<Record<string, SourceKey>> = {
  hand: 'sourceHand',
  vcard: 'sourceVcard',
  csv: 'sourceCsv',
  'facebook-friends': 'sourceFacebook',
  kakaotalk: 'sourceKakaotalk',
  whatsapp: 'sourceWhatsapp',
  line: 'sourceLine',
  telegram: 'sourceTelegram',
  signal: 'sourceSignal',
  messenger: 'sourceMessenger',
  instagram: 'sourceInstagram',
  discord: 'sourceDiscord',
}

export function sourceKey(source: string): SourceKey {
  return (Object.hasOwn(NAMES, source) ? NAMES[source] : undefined) ?? 'sourceOther'
}
