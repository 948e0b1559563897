/** A computer that was stolen or lost, taken out by the twelve words; and the way back for one that a thief took out. */
import type { Catalogue } from '../translate.ts'

export const stolenWords = {
  instead: { en: 'It was stolen or lost', ko: '도둑맞았거나 잃어버렸어요' },
  undo: { en: 'Not me', ko: '제가 안 뺐어요' },
  line: { en: 'Taken out with the twelve words', ko: '열두 단어로 뺀 컴퓨터' },
  title: { en: 'Take out a stolen computer', ko: '도둑맞은 컴퓨터 빼기' },
  undoTitle: { en: 'It wasn’t me: undo with my words', ko: '제가 뺀 게 아니에요: 단어로 되돌리기' },
  which: { en: 'Which computer is it?', ko: '어느 컴퓨터인가요?' },
  whichUndo: { en: 'Which computer is not in your hands?', ko: '내 손에 없는 컴퓨터는 어느 것인가요?' },
  since: { en: 'Since when has it been gone?', ko: '언제부터 없었나요?' },
  sinceNow: { en: 'Just now, or I don’t know', ko: '방금, 또는 잘 몰라요' },
  sinceNowText: { en: 'What was written on it stays', ko: '거기서 쓴 글은 남겨요' },
  sinceUndo: { en: 'Since it took this computer out', ko: '이 컴퓨터를 뺐을 때부터' },
  hours3: { en: 'For 3 hours', ko: '3시간 전부터' },
  day: { en: 'For a day', ko: '하루 전부터' },
  days3: { en: 'For 3 days', ko: '사흘 전부터' },
  week: { en: 'For a week', ko: '일주일 전부터' },
  month: { en: 'For a month', ko: '한 달 전부터' },
  what: {
    en: 'It can read and write nothing new, for good. Whatever it did since then is undone: its messages go, and the people and computers it took out come back. What it already has stays on it.',
    ko: '그 컴퓨터는 다시는 새 이야기를 읽거나 쓸 수 없어요. 그때부터 그 컴퓨터에서 한 일은 모두 없던 일이 돼요. 거기서 쓴 글은 사라지고, 그 컴퓨터가 내보낸 사람과 기기는 돌아와요. 이미 받은 이야기는 거기 남아 있어요.',
  },
  brought: {
    en: '{names} came in through it and goes with it. Set it up anew afterwards.',
    ko: '{names:은/는} 그 컴퓨터로 이어 쓴 것이라 함께 빠져요. 나중에 새로 이어 주세요.',
  },
  next: { en: 'Continue', ko: '계속' },
  back: { en: 'Back', ko: '뒤로' },
  wordsTitle: { en: 'Your twelve words', ko: '나의 열두 단어' },
  wordsText: {
    en: 'They prove that it is you and not the thief. They are not kept on this computer.',
    ko: '훔친 사람이 아니라 나라는 걸 보여 주는 단어예요. 이 컴퓨터에 남기지 않아요.',
  },
  missing: { en: 'Fill in all twelve words.', ko: '단어 12개를 모두 넣어 주세요.' },
  act: { en: 'Take it out', ko: '빼기' },
  acting: { en: 'Taking it out', ko: '빼는 중이에요' },
  doneTitle: { en: '{name} is out', ko: '{name:을/를} 뺐어요' },
  doneText: {
    en: 'Rooms and contacts hear of it as soon as they can be reached. If something it did is still there, do this again and choose an earlier time.',
    ko: '방과 연락처는 닿는 대로 알게 돼요. 그 컴퓨터가 한 일이 아직 남아 있으면 더 이른 때를 골라 다시 해 주세요.',
  },
  undone: { en: 'This computer is yours again, and {name} is out', ko: '이 컴퓨터를 되돌리고 {name:을/를} 뺐어요' },
  close: { en: 'Close', ko: '닫기' },
  none: { en: 'There is no other computer of yours.', ko: '다른 내 컴퓨터가 없어요.' },
} as const satisfies Catalogue
