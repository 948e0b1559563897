/** The outage watch on the page: choosing, agreeing, and the strip of the day; the sentences themselves are in `outage-text.ts`. */
import type { Catalogue } from '../translate.ts'

export const outageWords = {
  isOn: { en: 'Watch the usual messengers', ko: '늘 쓰던 메신저 살펴보기' },
  isOnText: { en: 'Says so when one stops responding.', ko: '멈추면 바로 알려 드려요.' },
  consentTitle: { en: 'Switch it on?', ko: '켤까요?' },
  agree: { en: 'Switch on', ko: '켜기' },
  leave: { en: 'Leave it off', ko: '꺼 두기' },
  onlyHere: { en: 'This can be chosen at the computer Sarangbang runs on.', ko: '사랑방이 켜진 컴퓨터에서 고를 수 있어요.' },
  services: { en: 'What to watch', ko: '살펴볼 것' },
  since: { en: '{state} since {time}', ko: '{time}부터 {state}' },
  ownGone: {
    en: 'Nothing outside answers from here just now, so nothing is said of these.',
    ko: '지금은 밖에서 아무 대답이 없어서 알 수 없어요. 내 인터넷이 끊긴 것 같아요.',
  },
  oneOnly: {
    en: 'Choose at least two, or one alone can’t be told from your own internet.',
    ko: '둘 이상 골라야 내 인터넷 문제와 구별할 수 있어요.',
  },
  addresses: { en: 'Addresses', ko: '주소' },
  addressesOf: { en: 'Addresses of {name}', ko: '{name} 주소 보기' },
  add: { en: 'Add one of your own', ko: '직접 더하기' },
  addText: { en: 'For a messenger that is not in the list.', ko: '목록에 없는 메신저가 있으면 더해요.' },
  addTitle: { en: 'What else should be watched?', ko: '무엇을 더 살펴볼까요?' },
  name: { en: 'Name', ko: '이름' },
  address: { en: 'Address', ko: '주소' },
  addressHint: { en: 'It looks like chat.example', ko: 'chat.example처럼 생겼어요' },
  put: { en: 'Add', ko: '더하기' },
  takeOut: { en: 'Take out', ko: '빼기' },
  takeOutName: { en: 'Take out {address}', ko: '빼기: {address}' },
  takenOut: { en: 'Took out {address}', ko: '{address:을/를} 뺐어요' },
  rooms: { en: 'Where “I’m here” goes', ko: '“여기 있어요”를 보낼 방' },
  roomsText: { en: 'With one tap, on the day. Nothing is sent by itself.', ko: '그날 한 번 누르면 보내요. 저절로 보내지는 않아요.' },
  noRooms: { en: 'There is no room yet.', ko: '아직 방이 없어요.' },

  // the strip
  here: { en: 'Say “I’m here”', ko: '여기 있다고 알리기' },
  notNow: { en: 'Not now', ko: '나중에' },
  saying: { en: 'Sending', ko: '보내는 중' },
  said: { en: 'Sent to {count} rooms', ko: '방 {count}개에 알렸어요' },
  said1: { en: 'Sent to 1 room', ko: '방 1개에 알렸어요' },
  saidSome: { en: 'Some rooms could not be told. They are as they were.', ko: '알리지 못한 방이 있어요. 그 방은 그대로예요.' },
} as const satisfies Catalogue
