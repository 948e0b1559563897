/**
 * Why something did not work, as the page says it: what happened, what stays safe, what to do now (ui.md §8). The command line has
 * sentences of its own for the same codes; those only it can give are left out here.
 */
import type { ErrorCode } from '../errors.ts'
import { importErrors } from '../import-errors.ts'
import { archiveErrors } from '../archive-errors.ts'
import { linkingErrors } from '../linking-errors.ts'
import { mediaErrors } from '../media-errors.ts'
import { readinessErrors } from '../readiness-errors.ts'
import { sendingErrors } from '../sending-errors.ts'
import type { Entry } from '../translate.ts'

type OfTheCommandLine =
  | 'AMBIGUOUS'
  | 'BAD_FILE'
  | 'BAD_PASSPHRASE_FILE'
  | 'ENGINE_RUNNING'
  | 'NEEDS_NAME'
  | 'NO_ENGINE'
  | 'NO_PAGE'
  | 'PROFILE_MISSING'
  | 'THIS_DEVICE'
  | 'TOO_LONG_LINE'

/** What only a window can find out: a file it saved did not get there. */
type OfThePage = 'FILE_NOT_SAVED'

const AGAIN = { en: 'That didn’t work. Load the page again and try once more.', ko: '잘 안 됐어요. 페이지를 다시 불러온 다음 해 보세요.' }
const DISK = {
  en: 'The disk can’t be read or written. Check the disk, then try again.',
  ko: '디스크를 읽거나 쓸 수 없어요. 디스크를 확인하고 다시 해 보세요.',
}
const DAMAGED = {
  en: 'What was saved here can’t be read. We changed nothing. Keep the folder, and come back with your twelve words elsewhere.',
  ko: '여기 저장한 것을 읽을 수 없어요. 아무것도 바꾸지 않았어요. 폴더는 두고, 다른 곳에서 열두 단어로 돌아와 주세요.',
}
const NEWER = {
  en: 'A newer Sarangbang saved this. Update Sarangbang to open it.',
  ko: '더 새로운 사랑방이 저장했어요. 사랑방을 업데이트하면 열 수 있어요.',
}
const ELSEWHERE = {
  en: 'Another Sarangbang has it open. Close that one, then try again.',
  ko: '다른 사랑방이 열고 있어요. 그쪽을 닫고 다시 해 보세요.',
}

export const pageErrors = {
  ...linkingErrors,
  ...archiveErrors,
  ...importErrors,
  ...sendingErrors,
  ...mediaErrors,
  ...readinessErrors,
  NO_ROOM: { en: 'That room isn’t here any more.', ko: '그 방은 이제 여기에 없어요.' },
  IMPORTED: {
    ko: '다른 메신저에서 가져온 글이라 고치거나 답장할 수 없어요.',
    en: 'This was brought in from another messenger, so it cannot be changed or answered.',
  },
  NO_MESSAGE: { en: 'That message isn’t here any more.', ko: '그 메시지는 이제 여기에 없어요.' },
  NO_CONTACT: { en: 'That person isn’t among your people.', ko: '아는 사람 중에 없어요.' },
  NO_KNOCK: { en: 'Nobody is waiting at the door any more.', ko: '문 앞에서 기다리는 사람이 이제 없어요.' },
  NO_CARRIER: { en: 'That is over already.', ko: '이미 끝났어요.' },
  NO_INVITE: { en: 'That invitation is already gone.', ko: '그 초대는 이미 없어졌어요.' },
  NOT_MEMBER: { en: 'That person isn’t in this room.', ko: '이 방에 없는 사람이에요.' },
  FORBIDDEN: {
    en: 'In this room somebody else decides that. Ask whoever looks after it.',
    ko: '이 방에서는 할 수 없어요. 방을 돌보는 사람에게 부탁해 보세요.',
  },
  READ_ONLY: { en: 'In this room you can only read.', ko: '이 방에서는 읽기만 할 수 있어요.' },
  UPDATE_NEEDED: {
    en: 'This room uses something newer. Update Sarangbang to write here.',
    ko: '이 방은 더 새로운 기능을 써요. 사랑방을 업데이트하면 쓸 수 있어요.',
  },
  EMPTY: { en: 'There is nothing written yet.', ko: '아직 적은 것이 없어요.' },
  TOO_LONG: { en: 'That is too long. Make it shorter and try again.', ko: '너무 길어요. 조금 줄여서 다시 해 보세요.' },
  TOO_MANY: { en: 'There is no room for more here.', ko: '여기에는 더 넣을 수 없어요.' },
  BAD_ADDRESS: { en: 'That website can’t be asked.', ko: '물어볼 수 있는 사이트가 아니에요.' },
  BAD_LINK: {
    en: 'This isn’t an invitation, or part of it is missing. Copy all of it and try again.',
    ko: '초대가 아니거나 일부가 빠졌어요. 처음부터 끝까지 복사해서 다시 넣어 주세요.',
  },
  EXPIRED: { en: 'This invitation has ended. Ask for a new one.', ko: '끝난 초대예요. 새로 보내 달라고 해 보세요.' },
  OWN_LINK: { en: 'This is your own invitation. Send it to somebody else.', ko: '내가 만든 초대예요. 다른 사람에게 보내 주세요.' },
  USED_UP: { en: 'Somebody used this invitation already. Ask for a new one.', ko: '이미 쓴 초대예요. 새로 보내 달라고 해 보세요.' },
  REVOKED: { en: 'This invitation was taken back.', ko: '보낸 사람이 거둔 초대예요.' },
  BLOCKED: { en: 'You blocked this person. Unblock them first.', ko: '내가 차단한 사람이에요. 먼저 차단을 풀어 주세요.' },
  UNREACHABLE: { en: 'They can’t be reached just now. Try again when they are.', ko: '지금은 닿지 않아요. 다시 이어지면 해 보세요.' },
  TIMEOUT: { en: 'No answer came. Try again in a moment.', ko: '답이 오지 않았어요. 잠시 뒤에 다시 해 보세요.' },
  NOT_READY: { en: 'Not ready yet. Try again in a moment.', ko: '아직 준비 중이에요. 잠시 뒤에 다시 해 보세요.' },
  BAD_PICTURE: { en: 'This picture can’t be used. Choose another one.', ko: '쓸 수 없는 사진이에요. 다른 사진을 골라 주세요.' },
  PICTURE_TOO_LARGE: { en: 'This picture is too large. Choose a smaller one.', ko: '사진이 너무 커요. 더 작은 사진을 골라 주세요.' },
  OUT_OF_RANGE: { en: 'That can’t be set here.', ko: '여기서는 고를 수 없는 값이에요.' },
  NO_WORDS: { en: 'The twelve words are on your paper only.', ko: '열두 단어는 종이에만 있어요.' },
  STORE_FULL: {
    en: 'Couldn’t save this. Free some space and try again. What you saved before is safe.',
    ko: '저장하지 못했어요. 자리를 비우고 다시 해 보세요. 전에 저장한 이야기는 그대로 있어요.',
  },
  UNSUPPORTED: { en: 'This version can’t do that yet.', ko: '이 버전에서는 아직 할 수 없어요.' },

  UNKNOWN_METHOD: AGAIN,
  NOT_ALLOWED: { en: 'That can be done on the computer that runs Sarangbang.', ko: '사랑방이 켜진 컴퓨터에서 할 수 있어요.' },
  BAD_ARGUMENTS: AGAIN,
  HELLO_FIRST: AGAIN,
  BAD_TOKEN: AGAIN,
  VERSION: AGAIN,
  TOO_MANY_CALLS: { en: 'Too much at once. Try again in a moment.', ko: '한꺼번에 너무 많아요. 잠시 뒤에 다시 해 보세요.' },
  TOO_LARGE: { en: 'That is too much at once. Do it in smaller parts.', ko: '한 번에 너무 많아요. 나누어서 해 보세요.' },
  INTERNAL: {
    en: 'Something went wrong here. What you saved is safe. Try again in a moment.',
    ko: '여기에서 문제가 생겼어요. 저장한 이야기는 그대로 있어요. 잠시 뒤에 다시 해 보세요.',
  },
  DISCONNECTED: {
    en: 'Sarangbang is starting again. Try again in a moment.',
    ko: '사랑방을 다시 시작하고 있어요. 잠시 뒤에 다시 해 보세요.',
  },
  NO_ANSWER: {
    en: 'Sarangbang is slow to answer. Try again in a moment.',
    ko: '사랑방의 답이 늦어요. 잠시 뒤에 다시 해 보세요.',
  },

  BAD_WORDS: {
    en: 'These twelve words don’t belong together. Check spelling and order on your paper.',
    ko: '함께 쓰는 열두 단어가 아니에요. 종이에서 철자와 순서를 다시 보세요.',
  },
  DEVICE_SPENT: {
    en: 'This copy of the folder is used up. Come back with your twelve words, in a new folder.',
    ko: '이 폴더 사본은 더 쓸 수 없어요. 새 폴더에서 열두 단어로 돌아와 주세요.',
  },
  FAILED: { en: 'That didn’t work. Try again in a moment.', ko: '잘 안 됐어요. 잠시 뒤에 다시 해 보세요.' },
  LOCKED: { en: 'Sarangbang is locked. Open it first.', ko: '사랑방이 잠겨 있어요. 먼저 열어 주세요.' },
  NODE_TOO_OLD: {
    en: 'Sarangbang needs a newer version of itself on this computer. Install it again.',
    ko: '이 컴퓨터의 사랑방이 오래됐어요. 새로 설치해 주세요.',
  },
  PASSPHRASE_NEEDED: { en: 'A passphrase is set. Open with it first.', ko: '비밀번호가 걸려 있어요. 먼저 비밀번호로 열어 주세요.' },
  PORT_TAKEN: {
    en: 'Another program is in Sarangbang’s place. Close it, then try again.',
    ko: '다른 프로그램이 사랑방 자리를 쓰고 있어요. 닫고 다시 해 보세요.',
  },
  PROFILE_DAMAGED: DAMAGED,
  PROFILE_EXISTS: {
    en: 'Somebody lives in this folder already. We changed nothing.',
    ko: '이 폴더에는 이미 쓰는 사람이 있어요. 아무것도 바꾸지 않았어요.',
  },
  PROFILE_IN_USE: ELSEWHERE,
  PROFILE_IO: {
    en: 'The folder can’t be used. Check whose it is, and the disk.',
    ko: '폴더를 쓸 수 없어요. 누구의 폴더인지, 디스크가 괜찮은지 봐 주세요.',
  },
  STORE_BUSY: ELSEWHERE,
  STORE_CLOSED: { en: 'Sarangbang is closing.', ko: '사랑방을 닫는 중이에요.' },
  STORE_DAMAGED: DAMAGED,
  STORE_IO: DISK,
  STORE_MISSING: {
    en: 'The conversations aren’t in their folder any more. If they were moved, move them back.',
    ko: '이야기가 폴더에 없어요. 다른 곳으로 옮겼다면 되돌려 놓아 주세요.',
  },
  STORE_READONLY: {
    en: 'The folder can’t be written to. Allow it, then try again.',
    ko: '폴더에 쓸 수 없어요. 쓸 수 있게 바꾸고 다시 해 보세요.',
  },
  STORE_TOO_NEW: NEWER,
  STORE_WRONG_KEY: {
    en: 'The conversations here belong to another lock. If the folder was copied, copy all of it.',
    ko: '자물쇠가 다른 이야기예요. 폴더를 옮겼다면 통째로 옮겨 주세요.',
  },
  VAULT_NEEDED: {
    en: 'This computer keeps the lock. Open it with the Sarangbang window.',
    ko: '이 컴퓨터가 자물쇠를 맡고 있어요. 사랑방 창으로 열어 주세요.',
  },
  VAULT_REFUSED: {
    en: 'This computer doesn’t know the lock. Open it on the computer where it was made.',
    ko: '이 컴퓨터는 이 자물쇠를 몰라요. 처음 만든 컴퓨터에서 열어 주세요.',
  },
  PROFILE_TOO_NEW: NEWER,
  TOO_SOON: { en: 'Several tries were wrong. Wait a little and try again.', ko: '여러 번 달랐어요. 잠시 기다렸다가 다시 해 보세요.' },
  WRONG_PASSPHRASE: {
    en: 'That’s not the passphrase. Check the Han/Eng key and try again.',
    ko: '비밀번호가 달라요. 한/영 키를 확인하고 다시 적어 주세요.',
  },
  NOTHING: { en: 'There is nobody here to carry something to yet.', ko: '아직 담아서 전할 사람이 없어요.' },
  NOT_A_BUNDLE: { en: 'This file wasn’t made by Sarangbang.', ko: '사랑방에서 담은 파일이 아니에요.' },
  NOT_SAVED: {
    en: 'It couldn’t be kept on this computer. What came before is here. Try the file again.',
    ko: '이 컴퓨터에 저장하지 못했어요. 앞부분은 들어왔으니 파일을 다시 골라 주세요.',
  },
  NO_BUNDLE: { en: 'That was begun too long ago. Start again.', ko: '시작한 지 너무 오래됐어요. 처음부터 다시 해 주세요.' },
  PART_TOO_SMALL: {
    en: 'One message is larger than a file may be. Choose one large file.',
    ko: '한 파일에 다 들어가지 않는 메시지가 있어요. 파일 하나로 담아 주세요.',
  },
  NO_EXPORT: { en: 'That was begun too long ago. Start again.', ko: '시작한 지 너무 오래됐어요. 처음부터 다시 해 주세요.' },
  FILE_EXISTS: {
    en: 'There is a file of that name already. Choose another name.',
    ko: '같은 이름의 파일이 이미 있어요. 다른 이름을 골라 주세요.',
  },
  DISK_FULL: {
    en: 'There is no room left in that folder. Free some space or choose another one. Nothing half-written stays there.',
    ko: '그 폴더에 남은 자리가 없어요. 자리를 비우거나 다른 폴더를 골라 주세요. 쓰다 만 파일은 지웠어요.',
  },
  FOLDER_GONE: {
    en: 'The folder can’t be used any more. If it is on a stick, put the stick in again.',
    ko: '폴더를 쓸 수 없게 됐어요. USB라면 다시 꽂아 주세요.',
  },
  FOLDER_READ_ONLY: {
    en: 'Nothing can be written into that folder. Choose another one.',
    ko: '그 폴더에는 쓸 수 없어요. 다른 폴더를 골라 주세요.',
  },
  NO_FOLDER: {
    en: 'There is no such folder. Check the path, and whether the stick is in.',
    ko: '그런 폴더가 없어요. 경로와 USB를 확인해 주세요.',
  },
  NO_FILE: { en: 'That file isn’t there.', ko: '그런 파일이 없어요.' },
  NOT_A_BACKUP: { en: 'This file is no Sarangbang backup.', ko: '사랑방 백업 파일이 아니에요.' },
  BACKUP_CUT: {
    en: 'The end of this backup is missing. Copy it again or choose another one. Nothing was changed.',
    ko: '백업 파일의 뒷부분이 없어요. 다시 복사하거나 다른 백업을 골라 주세요. 아무것도 바꾸지 않았어요.',
  },
  BACKUP_DAMAGED: {
    en: 'This backup is damaged. Choose another one. Nothing was changed.',
    ko: '백업 파일이 손상됐어요. 다른 백업을 골라 주세요. 아무것도 바꾸지 않았어요.',
  },
  BACKUP_TOO_NEW: NEWER,
  BACKUP_CANCELLED: {
    en: 'The backup was stopped. Nothing half-written was left there.',
    ko: '백업을 그만뒀어요. 쓰다 만 파일은 지웠어요.',
  },
  BACKUP_RUNNING: { en: 'A backup is being made just now.', ko: '지금 백업을 만들고 있어요.' },
  FILE_NOT_SAVED: {
    en: 'The file could not be saved. See whether there is room there, and try another place.',
    ko: '파일을 저장하지 못했어요. 남은 자리를 확인하거나 다른 곳에 저장해 주세요.',
  },
} as const satisfies Readonly<Record<Exclude<ErrorCode, OfTheCommandLine> | OfThePage, Entry>>

/** What happened, for a code of whatever origin; one there is no sentence for says that it did not work. */
export function pageErrorFor(code: string): keyof typeof pageErrors {
  return isPageError(code) ? code : 'FAILED'
}

function isPageError(code: string): code is keyof typeof pageErrors {
  return Object.hasOwn(pageErrors, code)
}
