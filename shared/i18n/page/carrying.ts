/** Keeping messages for others who are away, and asking others to; never called by what it is technically (ui.md §8). */
import type { Catalogue } from '../translate.ts'

export const carryingWords = {
  // in the details of a room
  keepers: { en: 'Kept for those who are away', ko: '대신 보관' },
  keepersText: {
    en: 'Somebody’s computer can keep the messages of this room, and its files if they like, and hand them on. It can’t read them.',
    ko: '없는 사람에게 전할 메시지를 다른 컴퓨터가 맡아 둘 수 있어요. 원하면 파일도요. 내용은 볼 수 없어요.',
  },
  askSomebody: { en: 'Ask somebody', ko: '부탁하기' },
  waiting: { en: 'Waiting for an answer', ko: '답을 기다리는 중' },
  carrying: { en: 'Keeps it', ko: '보관 중' },
  carryingSince: { en: 'Keeps it · heard at {time}', ko: '보관 중 · {time} 소식' },
  filesKept: { en: 'Pictures and files too: {size}', ko: '사진과 파일도: {size}' },
  full: { en: 'Keeps it · no space left, the oldest goes', ko: '보관 중 · 공간이 차서 오래된 것부터 지워요' },
  declined: { en: 'Said no', ko: '거절했어요' },
  stopped: { en: 'Doesn’t keep it any more', ko: '이제 보관하지 않아요' },
  ending: { en: 'Ended here, not told yet', ko: '그만뒀어요. 아직 알리지 못했어요' },
  silent: { en: 'Not heard from yet', ko: '아직 소식이 없어요' },
  endWith: { en: 'End with {name}', ko: '{name}에게 그만 맡기기' },
  ended: { en: '{name} no longer keeps this room', ko: '{name:은/는} 이제 이 방을 보관하지 않아요' },

  // asking
  askTitle: { en: 'Who should keep it?', ko: '누구에게 부탁할까요?' },
  askText: {
    en: 'A computer that is often on is best: at the shop, at home. They see that you ask, and decide.',
    ko: '자주 켜 두는 컴퓨터가 좋아요. 가게나 집처럼요. 부탁한 사람만 알려 주고, 허락은 그쪽에서 해요.',
  },
  askNobody: {
    en: 'Everybody you know is in this room already; they have it anyway.',
    ko: '아는 사람이 모두 이 방에 있어요. 이미 다 가지고 있어요.',
  },
  askChoose: { en: 'Choose somebody first', ko: '먼저 고르세요' },
  ask: { en: 'Ask', ko: '부탁하기' },
  asking: { en: 'Asking', ko: '부탁하는 중' },
  asked: { en: 'Asked {names}', ko: '{names}에게 부탁했어요' },
  notAsked: { en: 'Couldn’t ask {name}. {why}', ko: '{name}에게 부탁하지 못했어요. {why}' },

  // being asked
  asks: { en: 'A favour asked', ko: '부탁이 왔어요' },
  askLine: {
    en: 'Asks you to keep messages. You can’t read them; up to {size}.',
    ko: '메시지를 맡아 달라고 해요. 내용은 볼 수 없고 {size}까지만 써요.',
  },
  howMuch: { en: 'How much of the disk, for {name}', ko: '{name}에게 내줄 공간' },
  messagesTo: { en: 'Messages to {size}', ko: '메시지 {size}까지' },
  howMuchFiles: { en: 'How much of the disk for files, for {name}', ko: '{name}의 파일에 내줄 공간' },
  filesTo: { en: 'Files to {size}', ko: '파일 {size}까지' },
  filesNone: { en: 'No files', ko: '파일은 빼고' },
  agree: { en: 'Keep', ko: '맡기' },
  agreeWith: { en: 'Keep messages for {name}', ko: '{name} 메시지 맡기' },
  decline: { en: 'No', ko: '거절' },
  declineWith: { en: 'No to {name}', ko: '{name} 부탁 거절' },
  agreed: { en: 'This computer keeps messages for {name} now', ko: '이제 이 컴퓨터가 {name} 메시지를 맡아요' },
  declinedDone: { en: '{name} was told no', ko: '{name}에게 거절했다고 알렸어요' },

  // for whom
  nobody: { en: 'You keep nothing for others', ko: '맡아 둔 것이 없어요' },
  nobodyText: {
    en: 'When somebody asks, it is among your people, and you decide.',
    ko: '누가 부탁하면 사람 목록에 나와요. 맡을지는 직접 정해요.',
  },
  used: { en: '{used} of {quota}', ko: '{quota} 중 {used}' },
  filesUsed: { en: 'Files: {used} of {quota}', ko: '파일은 {quota} 중 {used}' },
  roomCount: { en: '{count} rooms', ko: '대화 {count}개' },
  roomCount1: { en: '1 room', ko: '대화 1개' },
  noRooms: { en: 'Nothing so far', ko: '아직 없어요' },
  until: { en: 'Kept until {day} unless they are heard from', ko: '소식이 없으면 {day}까지 보관해요' },
  stop: { en: 'Stop', ko: '그만두기' },
  stopWith: { en: 'Stop keeping messages for {name}', ko: '{name} 메시지 맡기 그만두기' },
  stopTitle: { en: 'Stop keeping messages for {name}?', ko: '{name} 메시지를 그만 맡을까요?' },
  stopText: {
    en: '{size} on this computer go at once, and {name} is told. Nobody loses anything they have themselves.',
    ko: '이 컴퓨터에서 {size:이/가} 바로 지워지고 {name}에게 알려요. 각자 가지고 있는 것은 그대로예요.',
  },
  stopDone: { en: 'Nothing is kept for {name} any more', ko: '이제 {name} 메시지를 맡지 않아요' },
  keep: { en: 'Go on', ko: '계속 맡기' },
} as const satisfies Catalogue
