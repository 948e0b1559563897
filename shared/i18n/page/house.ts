/** The frame of the page: its main places, what is said while there is no engine, and the names of keys. */
import type { Catalogue } from '../translate.ts'

export const houseWords = {
  app: { en: 'Sarangbang', ko: '사랑방' },
  titleUnread: { en: '({count}) Sarangbang', ko: '({count}) 사랑방' },
  mainMenu: { en: 'Main menu', ko: '주 메뉴' },
  rooms: { en: 'Rooms', ko: '방' },
  people: { en: 'People', ko: '사람' },
  reach: { en: 'Reach', ko: '연결' },
  ready: { en: 'Ready', ko: '준비' },
  settings: { en: 'Settings', ko: '설정' },
  unread: { en: '{count} unread', ko: '안 읽음 {count}개' },
  knocking: { en: '{count} knocking', ko: '문을 두드린 사람 {count}명' },
  profile: { en: 'My profile', ko: '내 정보' },
  resizeList: { en: 'Width of the list', ko: '목록 너비' },
  opening: { en: 'Lighting the lamp…', ko: '불을 켜고 있어요' },
  restarting: { en: 'Starting again. What you wrote is safe.', ko: '다시 시작하고 있어요. 쓴 글은 그대로 있어요.' },
  addressNeeded: {
    en: 'Sarangbang started again. Put its new address into this tab to go on.',
    ko: '사랑방이 다시 켜졌어요. 새 주소를 이 탭에 넣으면 이어서 쓸 수 있어요.',
  },
  refusedTitle: { en: 'This address has been used', ko: '이미 쓴 주소예요' },
  refusedText: {
    en: 'Each address opens Sarangbang once. Ask the computer that runs it for a new one.',
    ko: '주소 하나로 한 번만 열 수 있어요. 사랑방이 켜진 컴퓨터에서 새 주소를 받아 주세요.',
  },
  versionTitle: { en: 'Sarangbang was updated', ko: '사랑방이 새로워졌어요' },
  versionText: { en: 'Load this page again to go on.', ko: '이 페이지를 다시 불러오면 이어서 쓸 수 있어요.' },
  reload: { en: 'Load again', ko: '다시 불러오기' },
  failedTitle: { en: 'Sarangbang could not open', ko: '사랑방을 열지 못했어요' },
  failedSafe: { en: 'Everything you saved is still here.', ko: '저장한 이야기는 그대로 있어요.' },
  tryAgain: { en: 'Try again', ko: '다시 해 보기' },
  openFolder: { en: 'Show the folder', ko: '폴더 보기' },
  brokenTitle: { en: 'This part of the screen stopped', ko: '화면 일부가 멈췄어요' },
  brokenText: { en: 'Your messages are safe. Showing it again usually helps.', ko: '이야기는 안전해요. 다시 띄우면 보통 괜찮아져요.' },
  showAgain: { en: 'Show again', ko: '다시 띄우기' },
  back: { en: 'Back', ko: '뒤로' },
} as const satisfies Catalogue
