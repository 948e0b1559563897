/** What is said where one writes, and in the picker of emoji. */
import type { Catalogue } from '../translate.ts'

export const composerWords = {
  toPerson: { en: 'Write to {name}', ko: '{name}에게 보내기' },
  toRoom: { en: 'Write to {name}', ko: '{name}에 보내기' },
  toSelf: { en: 'Write to yourself', ko: '나에게 쓰기' },
  send: { en: 'Send', ko: '보내기' },
  save: { en: 'Save', ko: '고친 글 보내기' },
  nothingToSend: { en: 'Write something first', ko: '글을 쓰면 보낼 수 있어요' },
  emoji: { en: 'Emoji', ko: '이모지' },

  replyingTo: { en: 'Reply to {name}', ko: '{name}에게 답장' },
  replyingToSelf: { en: 'Reply to yourself', ko: '내 글에 답장' },
  stopReplying: { en: 'Don’t reply', ko: '답장 그만두기' },
  editing: { en: 'Edit message', ko: '글 고치기' },
  stopEditing: { en: 'Stop editing', ko: '고치기 그만두기' },

  mention: { en: 'People to name', ko: '부를 사람' },
  mentionCount: { en: '{count} people, first {name}', ko: '{count}명, 첫째 {name}' },
  mentionOne: { en: 'One person, {name}', ko: '한 명, {name}' },

  tooLong: { en: 'Too long for one message.', ko: '한 번에 보내기에는 길어요.' },
  characters: { en: '{count} characters', ko: '{count}자' },
  split: { en: 'Send as {count} messages', ko: '{count}개로 나눠 보내기' },
  shorten: { en: 'Too long for one message. Shorten it a little.', ko: '한 번에 담기에는 길어요. 조금 줄여 주세요.' },
  tooManyParts: { en: 'Too long even for {count} messages. Send part of it.', ko: '{count}개로 나눠도 길어요. 일부만 보내 주세요.' },
  notKept: { en: 'So much is not kept as a draft.', ko: '이렇게 긴 글은 쓰던 글로 남겨 두지 못해요.' },
  namesGo: { en: 'Nobody is called by name then.', ko: '나눠 보내면 이름을 부르지는 않아요.' },
  notSent: { en: 'Not sent. {reason}', ko: '보내지 못했어요. {reason}' },
  stillHere: { en: 'What you wrote is still here.', ko: '쓴 글은 여기 그대로 있어요.' },
} as const satisfies Catalogue

export const emojiWords = {
  title: { en: 'Emoji', ko: '이모지' },
  search: { en: 'Search emoji', ko: '이모지 찾기' },
  recent: { en: 'Recently used', ko: '최근에 쓴 이모지' },
  none: { en: 'No emoji for “{text}”', ko: '‘{text}’ 이모지가 없어요' },
  skinTone: { en: 'Skin tone', ko: '피부색' },
  toneNone: { en: 'Yellow', ko: '기본' },
  toneLight: { en: 'Light', ko: '밝은 색' },
  toneMediumLight: { en: 'Medium light', ko: '조금 밝은 색' },
  toneMedium: { en: 'Medium', ko: '중간 색' },
  toneMediumDark: { en: 'Medium dark', ko: '조금 어두운 색' },
  toneDark: { en: 'Dark', ko: '어두운 색' },
  groupSmileys: { en: 'Faces and feelings', ko: '얼굴과 감정' },
  groupPeople: { en: 'People and gestures', ko: '사람과 몸짓' },
  groupAnimals: { en: 'Animals and nature', ko: '동물과 자연' },
  groupFood: { en: 'Food and drink', ko: '먹을거리' },
  groupTravel: { en: 'Travel and places', ko: '여행과 장소' },
  groupActivities: { en: 'Activities', ko: '놀이와 운동' },
  groupObjects: { en: 'Objects', ko: '물건' },
  groupSymbols: { en: 'Symbols', ko: '기호' },
  groupFlags: { en: 'Flags', ko: '깃발' },
  failed: { en: 'The emoji could not be fetched.', ko: '이모지를 불러오지 못했어요.' },
  again: { en: 'Try again', ko: '다시 해 보기' },
} as const satisfies Catalogue
