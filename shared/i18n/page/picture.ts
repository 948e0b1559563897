/** Choosing a small picture for a person or a room. */
import type { Catalogue } from '../translate.ts'

export const pictureWords = {
  choose: { en: 'Choose a picture', ko: '사진 고르기' },
  change: { en: 'Change the picture', ko: '사진 바꾸기' },
  remove: { en: 'Remove the picture', ko: '사진 지우기' },
  unreadable: { en: 'This picture cannot be read. Try a JPEG or PNG.', ko: '읽을 수 없는 사진이에요. JPEG나 PNG로 해 보세요.' },
  tooLarge: { en: 'This picture is too large. Try a smaller one.', ko: '사진이 너무 커요. 더 작은 것으로 해 보세요.' },
  preparing: { en: 'Preparing', ko: '준비하는 중' },
} as const satisfies Catalogue
