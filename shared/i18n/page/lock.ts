/** The locked door. */
import type { Catalogue } from '../translate.ts'

export const lockWords = {
  title: { en: 'Locked', ko: '잠겨 있어요' },
  text: { en: 'Everything you saved is still here.', ko: '저장한 이야기는 그대로 있어요.' },
  passphrase: { en: 'Passphrase', ko: '비밀번호' },
  open: { en: 'Open', ko: '열기' },
  opening: { en: 'Opening', ko: '여는 중' },
  wrong: {
    en: 'That’s not the passphrase. Check the Han/Eng key and try again.',
    ko: '비밀번호가 달라요. 한/영 키를 확인하고 다시 적어 주세요.',
  },
  wait: { en: 'Try again in {seconds} seconds.', ko: '{seconds}초 뒤에 다시 해 보세요.' },
  wait1: { en: 'Try again in 1 second.', ko: '1초 뒤에 다시 해 보세요.' },
  hangul: { en: 'The keyboard writes Hangul', ko: '한글로 쓰고 있어요' },
} as const satisfies Catalogue
