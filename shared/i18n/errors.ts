/** Why something did not work, by code: one sentence on what is the matter, and what to do where that is known. */
import type { DrillCode } from '../drill/index.ts'
import type { OutageCode } from '../outage/index.ts'
import type { MediaStoreCode } from '../media/index.ts'
import type { ActCode, BundleCode, BundleReadCode, LinkingCode, MediaCode } from '../messenger/index.ts'
import type { RpcCode } from '../rpc/index.ts'
import type { StoreErrorCode } from '../store/index.ts'
import type { SourceCode } from '../importers/index.ts'
import { importErrors } from './import-errors.ts'
import { type ArchiveCode, archiveErrors } from './archive-errors.ts'
import { linkingErrors } from './linking-errors.ts'
import { mediaErrors } from './media-errors.ts'
import { readinessErrors } from './readiness-errors.ts'
import { type SendingCode, sendingErrors } from './sending-errors.ts'
import type { Entry } from './translate.ts'

/** Codes of opening a profile and of the command line itself. */
export type ShellCode =
  | Exclude<StoreErrorCode, 'STORE_FULL' | 'NODE_TOO_OLD'>
  | 'AMBIGUOUS'
  | 'BAD_ADDRESS'
  | 'BAD_FILE'
  | 'BAD_PASSPHRASE_FILE'
  | 'BAD_WORDS'
  | 'DEVICE_SPENT'
  | 'ENGINE_RUNNING'
  | 'FAILED'
  | 'LOCKED'
  | 'NEEDS_NAME'
  | 'NO_ENGINE'
  | 'NO_PAGE'
  | 'NODE_TOO_OLD'
  | 'PASSPHRASE_NEEDED'
  | 'PORT_TAKEN'
  | 'PROFILE_DAMAGED'
  | 'PROFILE_EXISTS'
  | 'PROFILE_IN_USE'
  | 'PROFILE_IO'
  | 'PROFILE_MISSING'
  | 'PROFILE_TOO_NEW'
  | 'THIS_DEVICE'
  | 'TOO_LONG_LINE'
  | 'TOO_SOON'
  | 'VAULT_NEEDED'
  | 'VAULT_REFUSED'
  | 'WRONG_PASSPHRASE'

/** Codes of bundles and of the files they lie in. */
export type BundleFileCode =
  | BundleCode
  | BundleReadCode
  | 'NO_BUNDLE'
  | 'PART_TOO_SMALL'
  | 'DISK_FULL'
  | 'FOLDER_GONE'
  | 'FOLDER_READ_ONLY'
  | 'NO_FOLDER'

/** Codes of what is taken out: exports and backups. */
export type TakeOutCode =
  | 'BACKUP_CANCELLED'
  | 'BACKUP_CUT'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_RUNNING'
  | 'BACKUP_TOO_NEW'
  | 'FILE_EXISTS'
  | 'NO_EXPORT'
  | 'NO_FILE'
  | 'NOT_A_BACKUP'

export const errors = {
  ...linkingErrors,
  ...archiveErrors,
  ...importErrors,
  ...mediaErrors,
  ...readinessErrors,
  ...sendingErrors,
  NO_ROOM: { en: 'There is no such room.', ko: '그런 방이 없어요.' },
  IMPORTED: {
    en: 'That was brought in from another messenger: it cannot be changed or answered.',
    ko: '다른 메신저에서 가져온 글이에요. 고치거나 답장할 수 없어요.',
  },
  NO_MESSAGE: { en: 'There is no such message here.', ko: '여기에는 그런 메시지가 없어요.' },
  NO_CONTACT: { en: 'There is no such contact.', ko: '그런 연락처가 없어요.' },
  NO_KNOCK: { en: 'Nobody is knocking under that number; it may have expired.', ko: '그 번호의 요청이 없어요. 시간이 지났을 수 있어요.' },
  NO_CARRIER: { en: 'Nothing is kept there, and nobody was asked to.', ko: '거기에는 맡긴 것도, 부탁한 것도 없어요.' },
  NO_INVITE: { en: 'There is no such invitation.', ko: '그런 초대가 없어요.' },
  NOT_MEMBER: { en: 'That person is not in this room.', ko: '이 방에 있는 사람이 아니에요.' },
  FORBIDDEN: { en: 'Your role in this room does not allow that.', ko: '이 방에서 그렇게 할 권한이 없어요.' },
  READ_ONLY: { en: 'You can only read in this room.', ko: '이 방에서는 읽기만 할 수 있어요.' },
  UPDATE_NEEDED: {
    en: 'This room uses something newer. Update Sarangbang to write here.',
    ko: '이 방은 더 새로운 기능을 써요. 사랑방을 업데이트하면 쓸 수 있어요.',
  },
  EMPTY: { en: 'There is nothing to send.', ko: '보낼 내용이 없어요.' },
  TOO_LONG: { en: 'That is too long. Split it into several messages.', ko: '너무 길어요. 여러 메시지로 나눠 보내 주세요.' },
  TOO_MANY: { en: 'That is more than is allowed here.', ko: '여기서 허용되는 수를 넘었어요.' },
  BAD_LINK: { en: 'This is not a Sarangbang invitation, or part of it is missing.', ko: '사랑방 초대 링크가 아니거나 일부가 빠졌어요.' },
  EXPIRED: { en: 'This invitation has expired. Ask for a new one.', ko: '초대 기간이 지났어요. 새 초대를 부탁해 보세요.' },
  OWN_LINK: { en: 'This is your own invitation. Send it to somebody else.', ko: '내가 만든 초대예요. 다른 사람에게 보내 주세요.' },
  USED_UP: { en: 'This invitation has been used already. Ask for a new one.', ko: '이미 쓴 초대예요. 새 초대를 부탁해 보세요.' },
  REVOKED: { en: 'This invitation was withdrawn.', ko: '취소된 초대예요.' },
  BLOCKED: { en: 'You have blocked this person.', ko: '내가 차단한 사람이에요.' },
  UNREACHABLE: { en: 'They cannot be reached right now.', ko: '지금은 연결할 수 없어요.' },
  TIMEOUT: { en: 'They did not answer in time.', ko: '제때 답이 없었어요.' },
  NOT_READY: { en: 'This is not ready yet. Try again in a moment.', ko: '아직 준비 중이에요. 잠시 뒤에 다시 해 보세요.' },
  BAD_PICTURE: { en: 'This is not a picture that can be used. Choose another one.', ko: '쓸 수 없는 사진이에요. 다른 사진을 골라 주세요.' },
  PICTURE_TOO_LARGE: { en: 'This picture is too large. Choose a smaller one.', ko: '사진이 너무 커요. 더 작은 사진을 골라 주세요.' },
  OUT_OF_RANGE: { en: 'That value is not possible here.', ko: '여기서는 쓸 수 없는 값이에요.' },
  NO_WORDS: {
    en: 'The recovery words are no longer on this computer.',
    ko: '복구 단어가 이 컴퓨터에 더 이상 없어요.',
  },
  STORE_FULL: {
    en: 'The disk is full. Nothing was lost; make room and try again.',
    ko: '디스크가 가득 찼어요. 잃은 것은 없어요. 공간을 비우고 다시 해 보세요.',
  },
  UNSUPPORTED: { en: 'This version cannot do that.', ko: '이 버전에서는 할 수 없어요.' },

  UNKNOWN_METHOD: {
    en: 'The running Sarangbang does not know this command. Restart it.',
    ko: '실행 중인 사랑방이 이 명령을 몰라요. 다시 시작해 주세요.',
  },
  NOT_ALLOWED: { en: 'That is not allowed from here.', ko: '여기서는 할 수 없어요.' },
  BAD_ARGUMENTS: { en: 'That cannot be understood.', ko: '알아들을 수 없는 값이에요.' },
  HELLO_FIRST: { en: 'The running Sarangbang did not recognise this program.', ko: '실행 중인 사랑방이 이 프로그램을 알아보지 못했어요.' },
  BAD_TOKEN: {
    en: 'The running Sarangbang does not accept this program. Restart it.',
    ko: '실행 중인 사랑방이 이 프로그램을 받아들이지 않아요. 다시 시작해 주세요.',
  },
  VERSION: { en: 'The running Sarangbang is another version. Restart it.', ko: '실행 중인 사랑방의 버전이 달라요. 다시 시작해 주세요.' },
  TOO_MANY_CALLS: { en: 'Too much at once. Try again in a moment.', ko: '한꺼번에 너무 많아요. 잠시 뒤에 다시 해 보세요.' },
  TOO_LARGE: { en: 'That is too large to hand over.', ko: '한 번에 넘기기에는 너무 커요.' },
  INTERNAL: { en: 'Something went wrong inside Sarangbang.', ko: '사랑방 안에서 문제가 생겼어요.' },
  DISCONNECTED: { en: 'The running Sarangbang went away before it answered.', ko: '실행 중이던 사랑방이 답하기 전에 멈췄어요.' },
  NO_ANSWER: { en: 'The running Sarangbang does not answer.', ko: '실행 중인 사랑방이 답하지 않아요.' },

  BAD_ADDRESS: {
    en: 'That is no website that can be asked; it begins with http://.',
    ko: '물어볼 수 있는 사이트 주소가 아니에요. http://로 시작해요.',
  },
  AMBIGUOUS: { en: 'Several fit. Use the id instead.', ko: '여러 개가 맞아요. 대신 ID를 써 주세요.' },
  BAD_FILE: { en: 'This file cannot be read.', ko: '이 파일을 읽을 수 없어요.' },
  BAD_PASSPHRASE_FILE: { en: 'The passphrase file cannot be read or is empty.', ko: '비밀번호 파일을 읽을 수 없거나 비어 있어요.' },
  BAD_WORDS: {
    en: 'These are not twelve recovery words. Check spelling and order.',
    ko: '복구 단어 12개가 아니에요. 철자와 순서를 확인해 주세요.',
  },
  DEVICE_SPENT: {
    en: 'This copy of the profile cannot become a device of its own any more. Bring the account back with its words, in a new folder.',
    ko: '이 프로필 사본은 더는 새 기기가 될 수 없어요. 새 폴더에서 복구 단어로 계정을 되살려 주세요.',
  },
  ENGINE_RUNNING: { en: 'Sarangbang is already running for this profile.', ko: '이 프로필로 사랑방이 이미 실행 중이에요.' },
  FAILED: { en: 'That did not work.', ko: '잘 되지 않았어요.' },
  LOCKED: { en: 'Sarangbang is locked. Unlock it first.', ko: '사랑방이 잠겨 있어요. 먼저 잠금을 풀어 주세요.' },
  THIS_DEVICE: {
    en: 'That is the computer you are at. Take it out on another one of yours.',
    ko: '지금 쓰고 있는 컴퓨터예요. 내 다른 컴퓨터에서 빼 주세요.',
  },
  NEEDS_NAME: { en: 'Say who you are with --name NAME.', ko: '--name 이름 으로 이름을 알려 주세요.' },
  NO_ENGINE: {
    en: 'Sarangbang is not running for this profile. Start it with "sarangbang serve".',
    ko: '이 프로필로 실행 중인 사랑방이 없어요. "sarangbang serve"로 시작해 주세요.',
  },
  NO_PAGE: {
    en: 'Sarangbang serves no page. Start it without "--page off".',
    ko: '페이지를 열지 않았어요. "--page off" 없이 다시 켜 주세요.',
  },
  PROFILE_MISSING: {
    en: 'There is no profile here yet. Make one with "sarangbang init --name NAME".',
    ko: '아직 프로필이 없어요. "sarangbang init --name 이름"으로 만들어 주세요.',
  },
  NODE_TOO_OLD: { en: 'This Node.js is too old. Sarangbang needs Node.js 24.', ko: 'Node.js가 너무 오래됐어요. Node.js 24가 필요해요.' },
  PASSPHRASE_NEEDED: {
    en: 'This profile has a passphrase. Give it with --passphrase-file FILE.',
    ko: '비밀번호가 걸린 프로필이에요. --passphrase-file 파일 로 알려 주세요.',
  },
  PORT_TAKEN: { en: 'Another program uses this port.', ko: '다른 프로그램이 이 포트를 쓰고 있어요.' },
  PROFILE_DAMAGED: { en: 'This profile is damaged. Nothing was changed.', ko: '프로필이 손상됐어요. 아무것도 바꾸지 않았어요.' },
  PROFILE_EXISTS: { en: 'There is a profile here already. Nothing was changed.', ko: '이미 프로필이 있어요. 아무것도 바꾸지 않았어요.' },
  PROFILE_IN_USE: { en: 'Another Sarangbang has this profile open.', ko: '다른 사랑방이 이 프로필을 열고 있어요.' },
  PROFILE_IO: {
    en: 'The profile’s folder cannot be used. Check its owner and the disk.',
    ko: '프로필 폴더를 쓸 수 없어요. 소유자와 디스크를 확인해 주세요.',
  },
  STORE_BUSY: { en: 'Another program has the database open.', ko: '다른 프로그램이 데이터베이스를 열고 있어요.' },
  STORE_CLOSED: { en: 'Sarangbang is stopping.', ko: '사랑방이 멈추는 중이에요.' },
  STORE_DAMAGED: {
    en: 'The database is damaged. Nothing was changed; keep the folder and restore with your words elsewhere.',
    ko: '데이터베이스가 손상됐어요. 아무것도 바꾸지 않았어요. 폴더는 두고 다른 곳에서 복구 단어로 되살려 주세요.',
  },
  STORE_IO: { en: 'The disk failed. Check it before going on.', ko: '디스크에 문제가 있어요. 먼저 디스크를 확인해 주세요.' },
  STORE_MISSING: { en: 'The profile’s database is gone.', ko: '프로필의 데이터베이스가 없어졌어요.' },
  STORE_READONLY: { en: 'The database can only be read.', ko: '데이터베이스를 읽기만 할 수 있어요.' },
  STORE_TOO_NEW: {
    en: 'A newer Sarangbang wrote this database. Update to open it.',
    ko: '더 새로운 사랑방이 쓴 데이터베이스예요. 업데이트하면 열 수 있어요.',
  },
  STORE_WRONG_KEY: { en: 'The database does not open with this profile’s key.', ko: '이 프로필의 열쇠로 데이터베이스가 열리지 않아요.' },
  VAULT_NEEDED: {
    en: 'This profile is locked by the system’s key store; open it with the Sarangbang window.',
    ko: '시스템 열쇠 보관함으로 잠긴 프로필이에요. 사랑방 창으로 열어 주세요.',
  },
  VAULT_REFUSED: { en: 'The system’s key store does not know this profile’s key.', ko: '시스템 열쇠 보관함이 이 프로필의 열쇠를 몰라요.' },
  PROFILE_TOO_NEW: {
    en: 'A newer Sarangbang wrote this profile. Update to open it.',
    ko: '더 새로운 사랑방이 쓴 프로필이에요. 업데이트하면 열 수 있어요.',
  },
  TOO_LONG_LINE: {
    en: 'A line of the input is too long. The lines before it were sent.',
    ko: '입력의 한 줄이 너무 길어요. 그 앞줄까지는 보냈어요.',
  },
  TOO_SOON: { en: 'Too many wrong tries. Wait a little.', ko: '여러 번 틀렸어요. 잠시 기다려 주세요.' },
  WRONG_PASSPHRASE: { en: 'The passphrase is wrong. Nothing was changed.', ko: '비밀번호가 틀렸어요. 아무것도 바꾸지 않았어요.' },
  NOTHING: { en: 'There is nobody here to carry something to.', ko: '담아서 전할 사람이 아직 없어요.' },
  NOT_A_BUNDLE: { en: 'This file holds no Sarangbang messages.', ko: '사랑방에서 담은 파일이 아니에요.' },
  NOT_SAVED: {
    en: 'It could not be kept on this computer. What came before is here; read the file again.',
    ko: '이 컴퓨터에 저장하지 못했어요. 앞부분은 들어왔으니 파일을 다시 읽어 주세요.',
  },
  NO_BUNDLE: { en: 'That was begun too long ago. Start again.', ko: '시작한 지 너무 오래됐어요. 처음부터 다시 해 주세요.' },
  PART_TOO_SMALL: {
    en: 'One message is larger than a part. Allow larger parts.',
    ko: '한 파일에 다 들어가지 않는 메시지가 있어요. 파일 크기를 더 크게 정해 주세요.',
  },
  DISK_FULL: {
    en: 'There is no room left on that disk. Nothing half-written was left there.',
    ko: '그 디스크에 남은 자리가 없어요. 쓰다 만 파일은 지웠어요.',
  },
  FOLDER_GONE: {
    en: 'The folder is not there any more. Was the stick pulled out?',
    ko: '폴더가 사라졌어요. USB를 뺐나요?',
  },
  FOLDER_READ_ONLY: { en: 'Nothing can be written into that folder.', ko: '그 폴더에는 쓸 수 없어요.' },
  NO_FOLDER: { en: 'There is no such folder.', ko: '그런 폴더가 없어요.' },
  NO_EXPORT: { en: 'That was begun too long ago. Start again.', ko: '시작한 지 너무 오래됐어요. 처음부터 다시 해 주세요.' },
  FILE_EXISTS: {
    en: 'There is a file of that name already. Nothing was written over it.',
    ko: '같은 이름의 파일이 이미 있어요. 덮어쓰지 않았어요.',
  },
  NO_FILE: { en: 'There is no such file.', ko: '그런 파일이 없어요.' },
  NOT_A_BACKUP: { en: 'This file is no Sarangbang backup.', ko: '사랑방 백업 파일이 아니에요.' },
  BACKUP_CUT: {
    en: 'The end of this backup is missing. Copy the file again, or use another one. Nothing was changed.',
    ko: '백업 파일의 뒷부분이 없어요. 다시 복사하거나 다른 백업을 써 주세요. 아무것도 바꾸지 않았어요.',
  },
  BACKUP_DAMAGED: {
    en: 'This backup is damaged. Use another copy of it. Nothing was changed.',
    ko: '백업 파일이 손상됐어요. 다른 백업을 써 주세요. 아무것도 바꾸지 않았어요.',
  },
  BACKUP_TOO_NEW: {
    en: 'A newer Sarangbang wrote this backup. Update to read it.',
    ko: '더 새로운 사랑방이 만든 백업이에요. 업데이트하면 읽을 수 있어요.',
  },
  BACKUP_CANCELLED: {
    en: 'The backup was stopped. Nothing half-written was left there.',
    ko: '백업을 그만뒀어요. 쓰다 만 파일은 지웠어요.',
  },
  BACKUP_RUNNING: { en: 'A backup is being made just now.', ko: '지금 백업을 만들고 있어요.' },
} as const satisfies Readonly<Record<AnyCode, Entry>>

type AnyCode =
  | ActCode
  | ArchiveCode
  | BundleFileCode
  | DrillCode
  | LinkingCode
  | MediaCode
  | MediaStoreCode
  | OutageCode
  | RpcCode
  | SendingCode
  | ShellCode
  | SourceCode
  | TakeOutCode

export type ErrorCode = keyof typeof errors

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}
