/** Every command: its words, one line on what it does, and where it is. Loaded one at a time: a start reads only what it runs. */
import type { Entry } from '../../../shared/i18n/index.ts'
import type { Command } from '../command.ts'

export interface CommandEntry {
  /** As typed, for instance `room create`. */
  readonly name: string
  readonly group: 'start' | 'people' | 'rooms' | 'messages' | 'engine'
  readonly summary: Entry
  load(): Promise<Command>
}

export const COMMANDS: readonly CommandEntry[] = [
  entry('init', 'start', 'make a new account on this computer', '이 컴퓨터에 새 계정 만들기', async () => (await import('./init.ts')).init),
  entry(
    'restore',
    'start',
    'bring an account back from its 12 words',
    '복구 단어 12개로 계정 되살리기',
    async () => (await import('./restore.ts')).restore,
  ),
  entry(
    'serve',
    'start',
    'stay on: meet the others, receive and pass on',
    '계속 켜 두기: 서로 찾고, 받고, 전하기',
    async () => (await import('./serve.ts')).serve,
  ),
  entry('page', 'start', 'an address for one more browser', '브라우저에서 열 주소 받기', async () => (await import('./page.ts')).page),
  entry('stop', 'start', 'stop the running service', '실행 중인 서비스 멈추기', async () => (await import('./stop.ts')).stop),

  entry('me', 'people', 'who I am', '내 정보', async () => (await import('./me.ts')).me),
  entry('settings', 'people', 'what I chose', '내 설정 보기', async () => (await import('./settings.ts')).settings),
  entry(
    'settings read-receipts',
    'people',
    'whether others see what I have read, and I see theirs',
    '읽음 표시를 주고받을지 정하기',
    async () => (await import('./settings.ts')).readReceipts,
  ),
  entry(
    'settings typing',
    'people',
    'show others that I am writing, and be shown',
    '입력 중 표시 켜고 끄기',
    async () => (await import('./settings.ts')).typing,
  ),
  entry(
    'settings relay',
    'people',
    'let my people talk through this computer',
    '내 사람들이 이 컴퓨터를 거쳐 이야기하게 하기',
    async () => (await import('./settings.ts')).relay,
  ),
  entry(
    'settings port-mapping',
    'people',
    'ask the router to let others in',
    '공유기에 길을 열어 달라고 하기',
    async () => (await import('./settings.ts')).portMapping,
  ),
  entry('contacts', 'people', 'everyone I know', '연락처 모두 보기', async () => (await import('./contacts.ts')).contacts),
  entry(
    'contact show',
    'people',
    'a contact and the safety number to compare',
    '연락처와 안전 번호 보기',
    async () => (await import('./contact.ts')).show,
  ),
  entry(
    'contact verify',
    'people',
    'the safety numbers are the same',
    '안전 번호가 같다고 확인하기',
    async () => (await import('./contact.ts')).verify,
  ),
  entry('contact rename', 'people', 'give a contact another name', '연락처 이름 바꾸기', async () => (await import('./contact.ts')).rename),
  entry(
    'contact block',
    'people',
    'hear nothing from a contact any more',
    '연락처 차단하기',
    async () => (await import('./contact.ts')).block,
  ),
  entry(
    'contact carry',
    'people',
    'keep messages for a contact’s rooms, unread',
    '연락처의 방 메시지를 읽지 않고 맡아 주기',
    async () => (await import('./contact.ts')).carry,
  ),
  entry('contact unblock', 'people', 'undo a block', '차단 풀기', async () => (await import('./contact.ts')).unblock),
  entry(
    'invite',
    'people',
    'make an invitation: to me, or into a room',
    '초대 만들기: 나에게, 또는 방으로',
    async () => (await import('./invite.ts')).invite,
  ),
  entry('invites', 'people', 'open invitations into a room', '방 초대 보기', async () => (await import('./invite.ts')).invites),
  entry(
    'invite revoke',
    'people',
    'withdraw an invitation into a room',
    '방 초대 취소하기',
    async () => (await import('./invite.ts')).revoke,
  ),
  entry('accept', 'people', 'accept an invitation', '초대 받아들이기', async () => (await import('./accept.ts')).accept),
  entry(
    'nearby',
    'people',
    'who is on this network; ask to become contacts',
    '같은 네트워크에 있는 사람, 연락처 요청하기',
    async () => (await import('./nearby.ts')).nearby,
  ),
  entry('knocks', 'people', 'who asks to become a contact', '연락처 요청 보기', async () => (await import('./knock.ts')).knocks),
  entry(
    'knock accept',
    'people',
    'accept a request: both compare six digits',
    '요청 받기: 여섯 자리 숫자를 서로 비교해요',
    async () => (await import('./knock.ts')).accept,
  ),
  entry('knock refuse', 'people', 'refuse a request', '요청 거절하기', async () => (await import('./knock.ts')).refuse),
  entry(
    'knock confirm',
    'people',
    'the six digits are the same on both screens',
    '여섯 자리 숫자가 두 화면에서 같아요',
    async () => (await import('./knock.ts')).confirm,
  ),

  entry('rooms', 'rooms', 'all rooms with their last line', '방 모두 보기', async () => (await import('./rooms.ts')).rooms),
  entry('room create', 'rooms', 'make a room', '방 만들기', async () => (await import('./room.ts')).create),
  entry('room show', 'rooms', 'what is set for a room', '방 설정 보기', async () => (await import('./room-details.ts')).show),
  entry(
    'room set',
    'rooms',
    'set a room’s description, picture, door',
    '방 소개, 사진, 문 정하기',
    async () => (await import('./room-details.ts')).set,
  ),
  entry('room rename', 'rooms', 'give a room another name', '방 이름 바꾸기', async () => (await import('./room.ts')).rename),
  entry(
    'room carrier',
    'rooms',
    'let a device carry a room without reading it',
    '방을 읽지 못하는 기기에 맡기기',
    async () => (await import('./room.ts')).carrier,
  ),
  entry('members', 'rooms', 'who is in a room', '방에 있는 사람 보기', async () => (await import('./members.ts')).members),
  entry('member add', 'rooms', 'add a contact to a room', '연락처를 방에 넣기', async () => (await import('./member.ts')).add),
  entry('member remove', 'rooms', 'remove somebody from a room', '방에서 내보내기', async () => (await import('./member.ts')).remove),
  entry('member promote', 'rooms', 'make somebody an admin', '관리자로 올리기', async () => (await import('./member.ts')).promote),
  entry('member demote', 'rooms', 'make an admin a member again', '관리자에서 내리기', async () => (await import('./member.ts')).demote),
  entry('member transfer', 'rooms', 'hand the room to somebody', '방장 넘기기', async () => (await import('./member.ts')).transfer),
  entry('leave', 'rooms', 'leave a room', '방에서 나가기', async () => (await import('./leave.ts')).leave),

  entry('send', 'messages', 'send a message', '메시지 보내기', async () => (await import('./send.ts')).send),
  entry('reply', 'messages', 'answer a message', '메시지에 답하기', async () => (await import('./reply.ts')).reply),
  entry('edit', 'messages', 'change an own message', '내 메시지 고치기', async () => (await import('./edit.ts')).edit),
  entry(
    'delete',
    'messages',
    'delete an own message for everyone',
    '내 메시지를 모두에게서 지우기',
    async () => (await import('./delete.ts')).deleteMessage,
  ),
  entry('react', 'messages', 'react with a picture', '반응 남기기', async () => (await import('./react.ts')).react),
  entry(
    'forget',
    'messages',
    'delete a message for me only',
    '메시지를 나에게서만 지우기',
    async () => (await import('./forget.ts')).forget,
  ),
  entry('pin', 'messages', 'pin a message for everyone', '메시지를 모두에게 고정하기', async () => (await import('./pin.ts')).pin),
  entry('pins', 'messages', 'what is pinned in a room', '방에 고정한 메시지 보기', async () => (await import('./pin.ts')).pins),
  entry('messages', 'messages', 'the messages of a room', '방의 메시지 보기', async () => (await import('./messages.ts')).messages),
  entry('read', 'messages', 'mark a room as read', '방을 읽음으로 표시하기', async () => (await import('./read.ts')).read),
  entry('trail', 'messages', 'where a message is now', '메시지가 지금 어디 있는지 보기', async () => (await import('./trail.ts')).trail),
  entry('search', 'messages', 'find messages', '메시지 찾기', async () => (await import('./search.ts')).search),
  entry(
    'watch',
    'messages',
    'show what happens as it happens',
    '일어나는 일을 바로바로 보기',
    async () => (await import('./watch.ts')).watch,
  ),

  entry(
    'status',
    'engine',
    'who can be reached, and what waits',
    '누구와 연결되는지, 무엇이 기다리는지',
    async () => (await import('./status.ts')).status,
  ),
  entry(
    'rebuild',
    'engine',
    'make all lists and the search index anew',
    '목록과 검색 색인을 새로 만들기',
    async () => (await import('./rebuild.ts')).rebuild,
  ),
]

function entry(name: string, group: CommandEntry['group'], en: string, ko: string, load: () => Promise<Command>): CommandEntry {
  return { name, group, summary: { en, ko }, load }
}
