/** What a notification says, wherever it is shown from. */
import type { Catalogue } from './translate.ts'

export const noticeWords = {
  newMessage: { en: 'New message', ko: '새 메시지' },
  newMessages: { en: '{count} new messages', ko: '새 메시지 {count}개' },
  said: { en: '{name}: {text}', ko: '{name}: {text}' },
  mentioned: { en: '{name} mentioned you', ko: '{name:이/가} 나를 불렀어요' },
} as const satisfies Catalogue
