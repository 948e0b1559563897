/** The words that parts of the page bear themselves, on every screen. */
import type { Catalogue } from '../translate.ts'

export const uiWords = {
  close: { en: 'Close', ko: '닫기' },
  clear: { en: 'Clear', ko: '비우기' },
  showText: { en: 'Show what I type', ko: '적은 글자 보기' },
  hideText: { en: 'Hide what I type', ko: '적은 글자 가리기' },
  capsLock: { en: 'Caps Lock is on.', ko: 'Caps Lock이 켜져 있어요.' },
  undo: { en: 'Undo', ko: '되돌리기' },
  stepOf: { en: 'Step {step} of {of}', ko: '{of}단계 중 {step}단계' },
  menu: { en: 'Menu', ko: '메뉴' },
  loading: { en: 'Loading', ko: '불러오는 중' },
} as const satisfies Catalogue
