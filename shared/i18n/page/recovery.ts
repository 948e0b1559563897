/** The twelve words: shown, checked, typed. */
import type { Catalogue } from '../translate.ts'

export const recoveryWords = {
  title: { en: 'Twelve words that bring you back', ko: '나를 되찾는 열두 단어' },
  why: {
    en: 'Lose this computer and these words still bring you back. Write them on paper, in order.',
    ko: '컴퓨터를 잃어버려도 이 단어만 있으면 돌아올 수 있어요. 순서대로 종이에 적어 주세요.',
  },
  cautionTitle: { en: 'Anyone with these words can pretend to be you', ko: '이 단어를 아는 사람은 나인 척할 수 있어요' },
  caution: {
    en: 'Don’t photograph or send them. We never ask for them.',
    ko: '사진으로 찍거나 메신저로 보내지 마세요. 우리는 이 단어를 묻지 않아요.',
  },
  list: { en: 'Your twelve words', ko: '내 열두 단어' },
  print: { en: 'Print', ko: '인쇄하기' },
  hide: { en: 'Hide', ko: '가리기' },
  show: { en: 'Show', ko: '보기' },
  hidden: { en: 'Hidden', ko: '가려 두었어요' },
  later: { en: 'Later', ko: '나중에 할게요' },
  checkTitle: { en: 'Three words, to be sure', ko: '세 단어만 확인할게요' },
  checkText: {
    en: 'Look at your paper. Once they match, the words leave this computer and are on your paper only.',
    ko: '종이를 보고 적어 주세요. 맞으면 단어는 이 컴퓨터에서 지워지고 종이에만 남아요.',
  },
  place: { en: 'Word {place}', ko: '{place}번째 단어' },
  check: { en: 'Check', ko: '확인하기' },
  checking: { en: 'Checking', ko: '확인하는 중' },
  showAgain: { en: 'Show the words again', ko: '단어 다시 보기' },
  wrong: { en: 'Word {place} doesn’t match. Look at your paper again.', ko: '{place}번째 단어가 달라요. 종이를 다시 보세요.' },
  checked: { en: 'They match. Keep the paper safe.', ko: '맞아요. 종이를 잘 간직해 주세요.' },
  unknown: { en: 'This word is not in the list', ko: '목록에 없는 단어예요' },
  notTogether: {
    en: 'All words are known, but not together. Check the order.',
    ko: '단어는 모두 맞지만 함께 쓰는 단어가 아니에요. 순서를 확인해 주세요.',
  },
  suggestions: { en: 'Suggestions', ko: '비슷한 단어' },
  reminder: { en: 'You haven’t written down your words', ko: '열두 단어를 아직 적지 않았어요' },
  write: { en: 'Write them', ko: '적기' },
} as const satisfies Catalogue
