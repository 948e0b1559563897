/** The first minutes: language, name, the twelve words; or coming back with them. */
import type { Catalogue } from '../translate.ts'

export const firstRunWords = {
  motto1: { en: 'When the lights go out,', ko: '불이 꺼져도' },
  motto2: { en: 'the talk goes on', ko: '이야기는 이어져요' },
  mottoText1: { en: 'On the day the usual messenger stops,', ko: '늘 쓰던 메신저가 멈춘 날에도' },
  mottoText2: { en: 'the lamp in our room stays lit.', ko: '우리 집 사랑방에는 불이 켜져 있어요.' },
  languageTitle: { en: 'Which language do you speak?', ko: '어떤 말로 쓸까요?' },
  languageText: { en: 'You can change it later.', ko: '나중에 바꿀 수 있어요.' },
  korean: { en: '한국어', ko: '한국어' },
  english: { en: 'English', ko: 'English' },
  next: { en: 'Next', ko: '다음' },
  back: { en: 'Back', ko: '뒤로' },
  haveWords: { en: 'I already have words', ko: '저는 이미 단어가 있어요' },
  nameTitle: { en: 'What are you called?', ko: '뭐라고 부르면 될까요?' },
  nameText: { en: 'This is how family and neighbours will see you.', ko: '가족과 이웃에게 이렇게 보여요.' },
  name: { en: 'Name', ko: '이름' },
  nameHint: { en: 'A shop can use its shop name.', ko: '가게라면 가게 이름을 써도 좋아요.' },
  nameEmpty: { en: 'Write a name first.', ko: '이름을 먼저 적어 주세요.' },
  making: { en: 'Lighting the lamp', ko: '불 켜는 중' },
  make: { en: 'Light the lamp', ko: '불 켜기' },
  wrote: { en: 'I wrote them down', ko: '종이에 적었어요' },
  doneTitle: { en: 'The light is on', ko: '불을 켰어요' },
  doneText: {
    en: 'Now bring in your people. Whoever is on the same Wi-Fi appears by themselves.',
    ko: '이제 사람을 불러 볼까요? 같은 와이파이에 있는 사람은 저절로 나타나요.',
  },
  invite: { en: 'Invite somebody', ko: '초대하기' },
  lookAround: { en: 'Look around first', ko: '먼저 둘러보기' },
  elsewhereTitle: { en: 'Begin on the computer', ko: '컴퓨터에서 먼저 시작해 주세요' },
  elsewhereText: {
    en: 'Open Sarangbang on the computer it runs on and give it your name. Then it opens here too.',
    ko: '사랑방이 켜진 컴퓨터에서 이름을 먼저 정해 주세요. 그러면 여기에서도 열려요.',
  },
  restoreTitle: { en: 'Come back with your words', ko: '열두 단어로 돌아오기' },
  restoreText: {
    en: 'Write the twelve words in order. You can paste them all into the first field.',
    ko: '열두 단어를 순서대로 적어 주세요. 첫 칸에 한꺼번에 붙여 넣어도 돼요.',
  },
  restore: { en: 'Come back', ko: '돌아오기' },
  restoreMissing: { en: 'Some places are still empty.', ko: '아직 빈칸이 있어요.' },
  restoring: { en: 'Coming back', ko: '돌아오는 중' },
} as const satisfies Catalogue
