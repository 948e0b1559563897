/** Whom the table of last resort is asked at, and keeping a part of it for others (RDV-9). Shown once the person agreed to be found that way. */
import type { Catalogue } from '../translate.ts'

export const entranceWords = {
  title: { en: 'Computers to ask', ko: '물어볼 컴퓨터' },
  typed: { en: 'You wrote this down', ko: '직접 적어 둔 주소예요' },
  add: { en: 'Add an address', ko: '주소 더하기' },
  addText: {
    en: 'For an address that somebody gave you. Computers of your contacts become known by themselves.',
    ko: '누가 알려 준 주소가 있으면 넣어요. 아는 사람의 컴퓨터는 저절로 알게 돼요.',
  },
  addTitle: { en: 'Add a computer to ask', ko: '물어볼 컴퓨터 더하기' },
  address: { en: 'Address', ko: '주소' },
  hint: {
    en: 'It looks like 203.0.113.7:4310. You can paste the whole message.',
    ko: '203.0.113.7:4310처럼 생겼어요. 받은 글을 그대로 붙여 넣어도 돼요.',
  },
  put: { en: 'Add', ko: '더하기' },
  added: { en: 'Added {address}', ko: '{address:을/를} 더했어요' },
  empty: { en: 'Paste the address first.', ko: '먼저 주소를 붙여 넣으세요.' },
  unclear: {
    en: 'There is no address in this. It looks like 203.0.113.7:4310; ask whoever sent it.',
    ko: '여기에는 주소가 없어요. 203.0.113.7:4310처럼 생긴 것을 보내 달라고 하세요.',
  },
  several: { en: 'There is more than one address in this. Paste them one at a time.', ko: '주소가 여러 개예요. 하나씩 붙여 넣으세요.' },
  known: { en: 'This address is in the list already.', ko: '이미 적어 둔 주소예요.' },
  full: { en: 'The list is full at {count}. Take one out first.', ko: '{count}개까지 적을 수 있어요. 먼저 하나를 빼세요.' },
  takeOut: { en: 'Take out', ko: '빼기' },
  takeOutName: { en: 'Take out {address}', ko: '빼기: {address}' },
  takenOut: { en: 'Took out {address}', ko: '{address:을/를} 뺐어요' },

  keep: { en: 'Keep notes for others too', ko: '이 컴퓨터도 쪽지 맡기' },
  keepText: {
    en: 'For a computer that is always on. It helps others find each other; it can’t read their notes.',
    ko: '늘 켜 두는 컴퓨터라면 켜 주세요. 다른 사람들이 서로를 찾는 데 도움이 돼요. 쪽지는 읽을 수 없어요.',
  },
  kept: { en: '{count} notes are kept here now.', ko: '지금 쪽지 {count}개를 맡고 있어요.' },
  kept1: { en: '1 note is kept here now.', ko: '지금 쪽지 1개를 맡고 있어요.' },
  doorLabel: { en: 'Door number', ko: '문 번호' },
  door: { en: 'Door number {door}', ko: '문 번호 {door}' },
  doorText: {
    en: 'Ask whoever looks after the router to let this number in.',
    ko: '공유기를 다루는 사람에게 이 번호로 들어오게 해 달라고 하세요.',
  },
  doorTaken: { en: 'Another program uses this number. Choose another.', ko: '다른 프로그램이 쓰는 번호예요. 다른 번호로 바꾸세요.' },
  doorShut: { en: 'No notes can be kept with this number just now.', ko: '지금은 이 번호로 쪽지를 맡을 수 없어요.' },
  change: { en: 'Change', ko: '바꾸기' },
  changeName: { en: 'Change the door number', ko: '문 번호 바꾸기' },
  doorTitle: { en: 'Which number?', ko: '어느 번호로 할까요?' },
  doorHint: { en: 'From 1024 to 65535', ko: '1024부터 65535까지' },
  doorWrong: { en: 'Write a number from 1024 to 65535.', ko: '1024부터 65535까지의 숫자를 적어 주세요.' },
  save: { en: 'Save', ko: '저장' },
} as const satisfies Catalogue
