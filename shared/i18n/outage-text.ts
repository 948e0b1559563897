/** The outage watch in words: what a person agrees to, how a service stands, and the sentences of the day itself (ui.md §8; OUT-6). */
import type { OutageState } from '../outage/index.ts'
import { type Entry, fill, type Language } from './translate.ts'

/** What switching it on means; shown before it is switched on, everywhere. */
export const outageConsent = {
  en: 'While it is on, this computer now and then opens a connection to the services you choose and closes it at once, and says so when one stops responding while others still do. It sends nothing about you and no message. The service, and whoever can see your internet traffic, sees that somebody at your internet address asked. Choose at least two: one alone can’t tell its own trouble from yours.',
  ko: '켜 두면 이 컴퓨터가 가끔 고른 서비스에 이어 보고 바로 끊어요. 다른 곳은 되는데 그 서비스만 응답하지 않으면 알려 드려요. 내 정보나 이야기는 아무것도 보내지 않아요. 다만 그 서비스와 인터넷 회사는 내 인터넷 주소에서 누군가 이어 봤다는 것을 알 수 있어요. 둘 이상 골라 주세요. 하나만으로는 그쪽 문제인지 내 인터넷 문제인지 알 수 없어요.',
} as const satisfies Entry

/** What one tap says into the chosen rooms. */
export const hereText = { en: 'I’m here.', ko: '여기 있어요.' } as const satisfies Entry

export const outageStates = {
  unknown: { en: 'not known yet', ko: '아직 몰라요' },
  ok: { en: 'responds', ko: '응답해요' },
  suspect: { en: 'slow', ko: '느려요' },
  down: { en: 'not responding', ko: '응답하지 않아요' },
} as const satisfies Readonly<Record<OutageState, Entry>>

export interface OutageNews {
  readonly title: string
  readonly body: string
}

/** `name` in the language of the sentence; `time` as people read it. */
export function outageNews(kind: 'suspect' | 'down' | 'back', name: string, time: string, language: Language): OutageNews {
  const { title, body } = NEWS[kind]
  return { title: fill(title[language], { name }), body: fill(body[language], { time }) }
}

const NEWS = {
  suspect: { title: { en: '{name} is slow', ko: '{name:이/가} 느려요' }, body: { en: '', ko: '' } },
  down: {
    title: { en: '{name} is not responding', ko: '{name:이/가} 응답하지 않아요' },
    body: { en: 'Since {time}. Keep talking here.', ko: '{time}부터예요. 우리는 여기서 이야기해요.' },
  },
  back: {
    title: { en: '{name} is back', ko: '{name:이/가} 돌아왔어요' },
    body: { en: 'What you said stays here.', ko: '그동안의 이야기는 여기 남아 있어요.' },
  },
} as const
