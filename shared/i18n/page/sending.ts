/** What is said of files on their way out, and of the cards and places one sends. */
import type { Catalogue } from '../translate.ts'

export const sendingWords = {
  sending: { en: 'Being sent', ko: '보내는 중' },
  sendingOf: { en: 'Being sent · {done} of {size}', ko: '보내는 중 · {size} 중 {done}' },
  soon: { en: 'Almost out', ko: '거의 다 됐어요' },
  away: { en: 'Goes on as soon as Sarangbang is back', ko: '사랑방이 다시 켜지면 이어서 보내요' },
  stop: { en: 'Don’t send', ko: '보내지 않기' },
  leaveOut: { en: 'Leave {name} out', ko: '{name:을/를} 빼고 보내기' },
  notSent: { en: 'Not sent.', ko: '보내지 못했어요.' },
  because: { en: '{name}: {reason}', ko: '{name}: {reason}' },
  again: { en: 'Send again', ko: '다시 보내기' },
  takeBack: { en: 'Back to writing', ko: '고쳐서 보내기' },
  leftOut: { en: 'Sent without {count} hidden things and shortcuts', ko: '숨은 파일과 바로 가기 {count}개는 빼고 보냈어요' },
  leftOut1: { en: 'Sent without one hidden thing or shortcut', ko: '숨은 파일이나 바로 가기 하나는 빼고 보냈어요' },
  whileEditing: { en: 'Finish editing first', ko: '고치는 동안에는 붙일 수 없어요' },

  QUOTA: {
    en: 'It is more than this computer keeps for files. Take old files off it in the settings, or allow more.',
    ko: '이 컴퓨터에 둘 수 있는 파일보다 많아요. 설정에서 오래된 파일을 비우거나 자리를 늘려 주세요.',
  },
  TOO_LARGE: { en: 'One file can be up to {size}.', ko: '파일 하나는 {size}까지 보낼 수 있어요.' },
  DISK_FULL: {
    en: 'The disk of this computer is full. Free some space and send again.',
    ko: '이 컴퓨터에 남은 자리가 없어요. 자리를 비우고 다시 보내 주세요.',
  },
  STORE_FAILED: {
    en: 'The disk can’t be written. Check it and send again.',
    ko: '디스크에 쓸 수 없어요. 디스크를 확인하고 다시 보내 주세요.',
  },
  SOURCE_FAILED: {
    en: 'The file can’t be read any more. It may have been moved or changed.',
    ko: '파일을 읽을 수 없어요. 옮겼거나 바뀐 것 같아요.',
  },
  FOLDER_TOO_MANY: { en: 'A folder can hold up to {count} files.', ko: '폴더 하나에는 파일이 {count}개까지 들어가요.' },
  FOLDER_TOO_LONG: {
    en: 'The folders in it are too many, one in another, or their names too long.',
    ko: '폴더가 너무 여러 겹이거나 이름이 너무 길어요.',
  },
  FOLDER_EMPTY: { en: 'There is no file in this folder that could be sent.', ko: '이 폴더에는 보낼 파일이 없어요.' },
  FOLDER_ELSEWHERE: {
    en: 'A folder can be sent on the computer that runs Sarangbang.',
    ko: '폴더는 사랑방이 켜진 컴퓨터에서 보낼 수 있어요.',
  },
} as const satisfies Catalogue

/** Sending a contact card or a place. */
export const introducingWords = {
  cardTitle: { en: 'Send a contact', ko: '연락처 보내기' },
  cardText: { en: 'The room sees the name and what you choose here.', ko: '이 방 사람들이 이름과 아래에서 고른 것을 봐요.' },
  me: { en: '{name} (me)', ko: '{name} (나)' },
  search: { en: 'Find a person', ko: '사람 찾기' },
  none: { en: 'Nobody of that name', ko: '그런 이름이 없어요' },
  pick: { en: 'Choose somebody first', ko: '먼저 사람을 골라 주세요' },
  goesAlong: { en: 'Goes along', ko: '함께 보낼 것' },
  myLink: { en: 'An invitation to connect with me', ko: '나와 이어지는 초대 링크' },
  nameOnly: { en: 'Only the name is known', ko: '이름만 알고 있어요' },
  send: { en: 'Send', ko: '보내기' },
  busy: { en: 'Sending', ko: '보내는 중' },

  placeTitle: { en: 'Send a place', ko: '장소 보내기' },
  placeText: {
    en: 'Paste a link of a map, or type latitude and longitude. Nothing is looked up on the way.',
    ko: '지도에서 복사한 링크나 위도·경도를 넣어 주세요. 인터넷에서 찾아보지는 않아요.',
  },
  where: { en: 'Map link or coordinates', ko: '지도 링크나 좌표' },
  whereHint: { en: 'For example 37.5665, 126.9780', ko: '예: 37.5665, 126.9780' },
  name: { en: 'Name of the place', ko: '장소 이름' },
  nameHint: { en: 'For example “In front of the station”', ko: '예: 역 앞' },
  found: { en: '{latitude}, {longitude}', ko: '{latitude}, {longitude}' },
  whereNone: {
    en: 'No coordinates in it. Open the place on the map, then copy the long link from the address bar.',
    ko: '좌표가 들어 있지 않아요. 지도에서 그 장소를 열고 주소창의 긴 링크를 복사해 주세요.',
  },
  whereEmpty: { en: 'Say where it is first', ko: '어디인지 먼저 적어 주세요' },
} as const satisfies Catalogue
