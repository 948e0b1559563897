/** Coming back with the twelve words: whom this computer asked, and what to do so that somebody says yes (RECV-2). */
import type { Catalogue } from '../translate.ts'

export const returningWords = {
  title: { en: 'Coming back', ko: '돌아오는 중이에요' },
  text: {
    en: 'Call somebody you know and tell them first. Once they press “Let in”, your rooms come back.',
    ko: '아는 사람에게 전화로 먼저 알려 주세요. 그 사람이 ‘받아들이기’\u2060를 누르면 방이 돌아와요.',
  },
  textSome: {
    en: 'The rooms you share with whoever let you in come back. Others come back once somebody in them lets you in.',
    ko: '받아들인 사람과 함께 쓰던 방이 돌아와요. 다른 방은 그 방의 누군가가 받아들이면 돌아와요.',
  },
  nobody: {
    en: 'Nobody is near to ask yet. Open Sarangbang on the Wi-Fi of somebody you know, or have them send you an invitation.',
    ko: '가까이에 물어볼 사람이 아직 없어요. 아는 사람과 같은 와이파이를 쓰거나, 그 사람에게 초대를 보내 달라고 하세요.',
  },
  accept: { en: 'Accept an invitation', ko: '초대 받기' },
  asked: { en: 'Asked · {time}', ko: '물어봤어요 · {time}' },
  waiting: { en: 'Waiting', ko: '기다리는 중' },
  saidYes: { en: 'Let you in', ko: '받아들였어요' },
  saidYesName: { en: '{name} let you in. Your rooms are coming back', ko: '{name:이/가} 받아들였어요. 방이 돌아오고 있어요' },
  strangers: { en: 'Strangers among them learn nothing about you.', ko: '그중 모르는 사람은 나에 대해 아무것도 알 수 없어요.' },
  strip: { en: 'Your rooms come back once somebody you know lets you in', ko: '아는 사람이 받아들이면 방이 돌아와요' },
  look: { en: 'See how', ko: '방법 보기' },
} as const satisfies Catalogue
