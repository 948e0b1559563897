/**
 * Hosts of the messengers people use here, to begin with; each person may change them. Chosen because the app itself cannot work without them,
 * and because they answer TLS at 443. Last looked up in November 2026; names move, and a preset that is wrong says "unknown" or "suspect", never
 * anything about messages. No test and nothing that was not switched on by a person contacts any of them (OUT-1).
 */
export interface Preset {
  readonly service: string
  readonly name: { readonly ko: string; readonly en: string }
  /** HOST, at port 443. */
  readonly hosts: readonly string[]
}

export const PRESETS: readonly Preset[] = [
  {
    service: 'kakaotalk',
    name: { ko: '카카오톡', en: 'KakaoTalk' },
    // The first stop of every client on its way to a chat server, over TLS; and sign-in. Named so by many independent clients (node-kakao, openkakao, Makao).
    hosts: ['booking-loco.kakao.com', 'katalk.kakao.com'],
  },
  {
    service: 'line',
    name: { ko: '라인', en: 'LINE' },
    // The gateway of the apps and its second name, as in LINE's own desktop client and in libraries for its protocol.
    hosts: ['legy-jp.line-apps.com', 'legy-backup.line-apps.com'],
  },
  {
    service: 'whatsapp',
    name: { ko: '왓츠앱', en: 'WhatsApp' },
    // Where WhatsApp Web talks (wss://web.whatsapp.com/ws/chat), and its media. The phones' own port speaks no TLS and is not asked.
    hosts: ['web.whatsapp.com', 'mmg.whatsapp.net'],
  },
  {
    service: 'telegram',
    name: { ko: '텔레그램', en: 'Telegram' },
    // Documented by Telegram: web client, and bot API. The data centres speak a protocol of their own.
    hosts: ['web.telegram.org', 'api.telegram.org'],
  },
  {
    service: 'naver',
    name: { ko: '네이버', en: 'NAVER' },
    // No messenger, but where many look first; another company than the one above it, which makes it a good second witness.
    hosts: ['www.naver.com', 'nid.naver.com'],
  },
]
