/** Around the doctor's findings (ui.md §6, Reach page): while it looks, when it could not, and what one may do with what it found. */
import type { Catalogue } from '../translate.ts'

export const doctorWords = {
  results: { en: 'What we found', ko: '살펴본 결과' },
  looking: { en: 'Looking around', ko: '살펴보고 있어요' },
  busy: { en: 'Looking', ko: '살펴보는 중' },
  network: { en: 'This computer’s network', ko: '이 컴퓨터의 네트워크' },
  finder: { en: 'Whether people nearby can be found', ko: '가까운 사람을 찾을 수 있는지' },
  doors: { en: 'Whether others can come to you', ko: '다른 사람이 올 수 있는지' },
  people: { en: 'People, and the clock', ko: '사람들과 시계' },
  portal: { en: 'Whether this Wi-Fi wants a sign-in', ko: '와이파이 로그인이 필요한지' },
  subnet: { en: 'Everyone on this network', ko: '이 네트워크의 컴퓨터들' },
  checkDone: { en: 'done', ko: '끝났어요' },
  failed: { en: 'Couldn’t look just now', ko: '지금은 살펴보지 못했어요' },
  again: { en: 'Check again', ko: '다시 살펴보기' },
  further: { en: 'Search this network', ko: '이 네트워크 뒤져 보기' },
  furtherText: {
    en: 'Knocks once at every computer on this network, to find your people’s.',
    ko: '이 네트워크의 컴퓨터를 한 번씩 두드려 아는 사람을 찾아요.',
  },
  website: { en: 'A website to ask about a Wi-Fi sign-in', ko: '와이파이 로그인을 물어볼 사이트' },
  websiteText: {
    en: 'Asked only when you press. It learns this computer’s address. Empty: nobody is asked.',
    ko: '누를 때만 물어봐요. 그 사이트는 이 컴퓨터의 주소를 알게 돼요. 비워 두면 묻지 않아요.',
  },
  ask: { en: 'Ask', ko: '물어보기' },
  concerns: { en: 'With whom: {names}', ko: '누구와: {names}' },
  more: { en: '{names} and {count} more', ko: '{names} 외 {count}명' },
  invite: { en: 'Invite', ko: '초대하기' },
  storage: { en: 'See what takes room', ko: '무엇이 자리를 쓰는지 보기' },
  copy: { en: 'Copy the result', ko: '결과 복사' },
  copied: { en: 'Copied', ko: '복사했어요' },
  withNames: { en: 'With names and addresses', ko: '이름과 주소도 넣기' },
  withNamesText: { en: 'Off: whoever helps you sees only what was found.', ko: '끄면 도와주는 사람은 살펴본 결과만 봐요.' },
  saidWell: { en: 'Looked around. Nothing is wrong here.', ko: '살펴봤어요. 여기에는 잘못된 곳이 없어요.' },
  saidIll1: { en: 'Looked around. One thing to put right.', ko: '살펴봤어요. 고칠 것이 하나 있어요.' },
  saidIll: { en: 'Looked around. {count} things to put right.', ko: '살펴봤어요. 고칠 것이 {count}가지 있어요.' },
} as const satisfies Catalogue
