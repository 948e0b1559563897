/** States and reasons, as short words for lists. */
import type { ArrivalState, CarrierState, ChangeKind, DeliveryState, KnockView, Reach, RecoveryAsk } from '../messenger/index.ts'
import type { RoomKind, RoomSummary } from '../messenger/index.ts'
import type { LocalCode, ReachCode } from '../reach/index.ts'
import type { EngineStatus } from '../rpc/index.ts'
import type { Entry } from './translate.ts'

export const roles = {
  reader: { en: 'reader', ko: '읽기' },
  guest: { en: 'guest', ko: '손님' },
  member: { en: 'member', ko: '멤버' },
  admin: { en: 'admin', ko: '관리자' },
  owner: { en: 'owner', ko: '방장' },
} as const satisfies Readonly<Record<string, Entry>>

export const roomKinds = {
  direct: { en: 'direct', ko: '1:1' },
  group: { en: 'group', ko: '그룹' },
  shop: { en: 'shop', ko: '가게' },
  notice: { en: 'notice', ko: '알림' },
  self: { en: 'notes', ko: '나' },
} as const satisfies Readonly<Record<RoomKind, Entry>>

export const roomStates = {
  open: { en: 'open', ko: '열림' },
  joining: { en: 'joining', ko: '들어가는 중' },
  left: { en: 'left', ko: '나감' },
  removed: { en: 'removed', ko: '내보내짐' },
  'update-needed': { en: 'update needed', ko: '업데이트 필요' },
} as const satisfies Readonly<Record<RoomSummary['state'], Entry>>

/** Of somebody who was asked to keep a room. */
export const carrierStates = {
  waiting: { en: 'waiting for an answer', ko: '답을 기다려요' },
  carrying: { en: 'keeps it', ko: '맡고 있어요' },
  declined: { en: 'said no', ko: '거절했어요' },
  stopped: { en: 'stopped', ko: '그만뒀어요' },
  ending: { en: 'no longer needed; not told yet', ko: '그만두기로 했어요. 아직 못 알렸어요' },
  silent: { en: 'not heard from yet', ko: '아직 소식이 없어요' },
} as const satisfies Record<CarrierState, Entry>

export const deliveryStates = {
  queued: { en: 'only on this computer', ko: '이 컴퓨터에만 있어요' },
  held: { en: 'on its way', ko: '가는 중이에요' },
  delivered: { en: 'delivered', ko: '도착했어요' },
  read: { en: 'read', ko: '읽음' },
  received: { en: 'received', ko: '받음' },
} as const satisfies Readonly<Record<DeliveryState | 'received', Entry>>

/** BNDL-9: after the state of a message that somebody may be carrying by hand. */
export const putOnUsb: Entry = { en: 'put on USB', ko: 'USB에 담았어요' }

/** Where an edit or a deletion is: followed by one of the states above, until it is somewhere. */
export const changeKinds = {
  edited: { en: 'edit', ko: '수정' },
  deleted: { en: 'deletion', ko: '삭제' },
  erased: { en: 'deletion', ko: '삭제' },
} as const satisfies Readonly<Record<ChangeKind, Entry>>

export const changesArrived = {
  edited: { en: 'edit delivered to {count} of {of}', ko: '{of}명 중 {count}명에게 수정이 도착했어요' },
  deleted: { en: 'deleted for {count} of {of}', ko: '{of}명 중 {count}명에게 삭제가 도착했어요' },
  erased: { en: 'erased on {count} of {of}', ko: '{of}명 중 {count}명에게서 지워졌어요' },
} as const satisfies Readonly<Record<ChangeKind, Entry>>

export const arrivalStates = {
  idle: { en: 'not here', ko: '아직 안 받음' },
  queued: { en: 'waits for its turn', ko: '차례를 기다려요' },
  running: { en: 'is coming', ko: '받고 있어요' },
  nobody: { en: 'nobody within reach has it', ko: '지금 가진 사람이 없어요' },
  paused: { en: 'paused', ko: '멈춰 뒀어요' },
  failed: { en: 'failed', ko: '받지 못했어요' },
  here: { en: 'here', ko: '다 받았어요' },
} as const satisfies Readonly<Record<ArrivalState, Entry>>

export const reachStates = {
  connected: { en: 'connected', ko: '연결됨' },
  nearby: { en: 'on this network', ko: '같은 네트워크' },
  'known-address': { en: 'address known', ko: '주소를 알아요' },
  unreachable: { en: 'not reachable', ko: '연결 안 됨' },
  never: { en: 'never met', ko: '아직 못 만남' },
} as const satisfies Readonly<Record<Reach, Entry>>

export const knockKinds = {
  contact: { en: 'wants to become a contact', ko: '연락처 요청' },
  room: { en: 'wants to come into a room', ko: '방에 들어오고 싶어 함' },
  return: {
    en: 'says this is a new computer. Ask by phone before you accept',
    ko: '새 컴퓨터라고 해요. 수락하기 전에 전화로 확인해 주세요',
  },
} as const satisfies Readonly<Record<KnockView['kind'], Entry>>

/** The other end of `return`: a device that was asked from an empty computer. */
export const returnAsked: Entry = { en: 'asked whether it knows you', ko: '나를 아는지 물어봄' }

export const knockStates = {
  waiting: { en: 'waiting', ko: '기다리는 중' },
  comparing: { en: 'compare the code', ko: '숫자 비교' },
  confirmed: { en: 'confirmed', ko: '확인됨' },
  refused: { en: 'refused', ko: '거절됨' },
  expired: { en: 'expired', ko: '시간 지남' },
} as const satisfies Readonly<Record<KnockView['state'], Entry>>

/** Of somebody a restored computer asks. */
export const recoveryStates = {
  looking: { en: 'being looked for', ko: '찾는 중' },
  asked: { en: 'asked, no answer yet', ko: '물어봤어요, 대답을 기다려요' },
  yes: { en: 'said yes', ko: '맞다고 했어요' },
} as const satisfies Readonly<Record<RecoveryAsk['state'], Entry>>

export const reachReasons = {
  'no-address': { en: 'no address known', ko: '주소를 몰라요' },
  refused: { en: 'Sarangbang is not running there', ko: '그쪽 사랑방이 꺼져 있어요' },
  timeout: { en: 'no answer: off, asleep, or behind a firewall', ko: '답이 없어요. 꺼졌거나 방화벽에 막혔어요' },
  'no-route': { en: 'this computer is not on that network', ko: '이 컴퓨터가 그 네트워크에 없어요' },
  denied: { en: 'blocked by this computer’s firewall', ko: '이 컴퓨터의 방화벽이 막았어요' },
  'wrong-peer': { en: 'another device answers there', ko: '그 주소에 다른 기기가 있어요' },
  'held-back': { en: 'left aside while you practise', ko: '연습하는 동안에는 쓰지 않아요' },
  'not-ours': { en: 'another program answers there', ko: '그 주소에 다른 프로그램이 있어요' },
  isolated: { en: 'on this network, but the Wi-Fi keeps devices apart', ko: '같은 네트워크지만 와이파이가 기기끼리 막아요' },
  blocked: { en: 'blocked', ko: '차단됨' },
  limited: { en: 'too many connections', ko: '연결이 너무 많아요' },
  closed: { en: 'the connection broke', ko: '연결이 끊겼어요' },
  stopped: { en: 'the network is off', ko: '네트워크가 꺼져 있어요' },
  cancelled: { en: 'cancelled', ko: '취소됨' },
  duplicate: { en: 'already connected', ko: '이미 연결됨' },
} as const satisfies Readonly<Record<ReachCode, Entry>>

export const localReasons = {
  'port-taken': { en: 'another program holds the port', ko: '다른 프로그램이 포트를 쓰고 있어요' },
  'multicast-blocked': { en: 'announcements do not get through', ko: '주변 알림이 막혀 있어요' },
  'no-interface': { en: 'no network', ko: '네트워크가 없어요' },
  'not-permitted': { en: 'not permitted by the system', ko: '시스템이 허용하지 않아요' },
  'bad-address': { en: 'not an address of this computer', ko: '이 컴퓨터의 주소가 아니에요' },
} as const satisfies Readonly<Record<LocalCode, Entry>>

export const protections = {
  none: { en: 'none: the key lies beside the data, readable by you only', ko: '없음: 열쇠가 데이터 옆에 있고 나만 읽을 수 있어요' },
  passphrase: { en: 'passphrase', ko: '비밀번호' },
  keystore: { en: 'the system’s key store', ko: '시스템 열쇠 보관함' },
  memory: { en: 'nothing is written to disk', ko: '디스크에 남지 않아요' },
} as const satisfies Readonly<Record<EngineStatus['protection'], Entry>>
