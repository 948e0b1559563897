/** Messages that go by hand, in a file on a stick, in an e-mail, by AirDrop (ui.md §8: "담아요"). */
import type { Catalogue } from '../translate.ts'

export const bundleWords = {
  put: { en: 'Put on USB', ko: 'USB에 담기' },
  putAll: { en: 'Put all on USB', ko: '모두 USB에 담기' },
  putAllText: {
    en: 'Messages that others don’t have yet, for a stick, an e-mail or AirDrop. Only those they are for can read them.',
    ko: '아직 전해지지 않은 메시지를 USB, 메일, AirDrop으로 보낼 수 있게 담아요. 받을 사람만 읽을 수 있어요.',
  },
  open: { en: 'Read a file', ko: '받은 파일 읽기' },
  openText: {
    en: 'A file somebody brought. You can also drop it onto the window.',
    ko: '누가 가져다준 파일이에요. 창에 끌어다 놓아도 돼요.',
  },
  choose: { en: 'Choose', ko: '고르기' },
  byHand: { en: 'By hand', ko: '직접 전하기' },

  writeTitle: { en: 'Put on USB for {name}', ko: '{name:이/가} 받을 것 담기' },
  writeTitleAll: { en: 'Put on USB', ko: 'USB에 담기' },
  writeText: {
    en: 'What isn’t there yet goes into a file. Save it onto a stick, or send it by e-mail or AirDrop. Anybody may carry it; only the people in the room can read it.',
    ko: '아직 없는 메시지를 파일에 담아요. USB에 저장하거나 메일, AirDrop으로 보내 주세요. 누가 옮겨도 방에 있는 사람만 읽을 수 있어요.',
  },
  how: { en: 'How it travels', ko: '어떻게 보낼까요' },
  oneFile: { en: 'On a stick, one file', ko: 'USB로, 파일 하나' },
  parts: { en: 'By e-mail, 20 MB each', ko: '메일로, 20 MB씩' },
  start: { en: 'Put it in', ko: '담기' },
  writing: { en: 'Putting it in: {size}', ko: '담는 중: {size}' },
  stop: { en: 'Stop', ko: '그만두기' },
  saveEach: {
    en: 'Save each file onto the stick, or where you send it from. Then press “Finish”.',
    ko: '파일을 USB나 보낼 곳에 저장해 주세요. 다 했으면 ‘마치기’\u2060를 누르세요.',
  },
  save: { en: 'Save', ko: '저장' },
  saveNamed: { en: 'Save {name}', ko: '{name} 저장' },
  savedOne: { en: 'Saved', ko: '저장했어요' },
  finish: { en: 'Finish', ko: '마치기' },
  saveFirst: { en: 'Save every file first', ko: '먼저 파일을 모두 저장해 주세요' },
  putDone: { en: 'Put on USB. Bring their answer back the same way.', ko: 'USB에 담았어요. 답도 같은 방법으로 받아 오세요.' },

  drop: { en: 'Drop the file to read it', ko: '놓으면 파일을 읽어요' },
  readTitle: { en: 'Reading the file', ko: '파일을 읽는 중' },
  reading: { en: '{done} of {all}', ko: '{all} 중 {done}' },
  readDone: { en: 'The file is read', ko: '파일을 읽었어요' },
  readFailed: { en: 'The file could not be read', ko: '파일을 읽지 못했어요' },
  newMessages: { en: '{count} new messages', ko: '새 메시지 {count}개' },
  newMessages1: { en: '1 new message', ko: '새 메시지 1개' },
  nothingHere: { en: 'Nothing in it is new to you', ko: '새로 들어온 것은 없어요' },
  notForMe: { en: 'This file is for other people.', ko: '다른 사람에게 가는 파일이에요.' },
  arrived1: { en: 'One of your messages has arrived', ko: '내 메시지 1개가 도착했어요' },
  arrived: { en: '{count} of your messages have arrived', ko: '내 메시지 {count}개가 도착했어요' },
  someStrange: {
    en: 'Some of it is for other people. Pass the file on.',
    ko: '다른 사람에게 갈 것도 들어 있어요. 파일을 계속 전해 주세요.',
  },
  someDamaged: { en: 'Some of it is damaged. Ask for it again.', ko: '일부가 손상됐어요. 다시 담아 달라고 해 주세요.' },
  someCut: { en: 'The end is missing. Ask for it again.', ko: '끝이 잘렸어요. 다시 받아 주세요.' },
  someWaits: { en: 'Some of it needs another file that belongs to it.', ko: '함께 온 다른 파일도 있어야 다 읽을 수 있어요.' },
  unread: { en: '{name}: {why}', ko: '{name}: {why}' },
  takeBack: { en: 'Put the answer in', ko: '답 담아 가기' },
  toRoom: { en: 'To the room', ko: '방으로 가기' },
  done: { en: 'Done', ko: '닫기' },
} as const satisfies Catalogue
