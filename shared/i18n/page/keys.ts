/** What each key does, for the sheet of keys and for tooltips. */
import type { Catalogue } from '../translate.ts'

export const keyWords = {
  title: { en: 'Keys', ko: '단축키' },
  everywhere: { en: 'Everywhere', ko: '어디서나' },
  inRoom: { en: 'On a message', ko: '메시지 위에서' },
  writing: { en: 'While writing', ko: '글을 쓸 때' },
  quickJump: { en: 'Quick jump', ko: '빨리 가기' },
  newRoom: { en: 'New room', ko: '새 방' },
  searchHere: { en: 'Search here', ko: '여기서 찾기' },
  places: { en: 'Main places', ko: '주 메뉴로' },
  nextRoom: { en: 'Next room', ko: '다음 방' },
  previousRoom: { en: 'Previous room', ko: '이전 방' },
  nextUnread: { en: 'Next unread room', ko: '다음 안 읽은 방' },
  previousUnread: { en: 'Previous unread room', ko: '이전 안 읽은 방' },
  details: { en: 'Details', ko: '자세히' },
  settings: { en: 'Settings', ko: '설정' },
  lock: { en: 'Lock', ko: '잠그기' },
  nextPane: { en: 'Next part of the window', ko: '다음 구역' },
  close: { en: 'Close the topmost', ko: '맨 위의 것 닫기' },
  sheet: { en: 'This sheet', ko: '단축키 보기' },
} as const satisfies Catalogue
