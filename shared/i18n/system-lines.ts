/** What happened in a room, as the timeline tells it. `by` acted, `target` it was done to, `detail` is a new name or role. */
import type { SystemLine } from '../messenger/index.ts'
import { type Catalogue, type Entry, fill, type Language } from './translate.ts'
import { roles } from './words.ts'

export const systemLines = {
  create: { en: '{by} made the room', ko: '{by:이/가} 방을 만들었어요' },
  admit: { en: '{target} joined, let in by {by}', ko: '{by:이/가} {target:을/를} 들어오게 했어요' },
  join: { en: '{target} joined', ko: '{target:이/가} 들어왔어요' },
  leave: { en: '{by} left', ko: '{by:이/가} 나갔어요' },
  remove: { en: '{by} removed {target}', ko: '{by:이/가} {target:을/를} 내보냈어요' },
  raise: { en: '{by} made {target} {detail}', ko: '{by:이/가} {target:을/를} {detail:으로/로} 올렸어요' },
  limit: { en: '{by} made {target} {detail}', ko: '{by:이/가} {target:을/를} {detail:으로/로} 바꿨어요' },
  transfer: { en: '{by} handed the room to {target}', ko: '{by:이/가} {target}에게 방을 넘겼어요' },
  rename: { en: '{by} named the room “{detail}”', ko: '{by:이/가} 방 이름을 바꿨어요: “{detail}”' },
  describe: { en: '{by} changed what the room says of itself', ko: '{by:이/가} 방 소개를 바꿨어요' },
  picture: { en: '{by} changed the room’s picture', ko: '{by:이/가} 방 사진을 바꿨어요' },
  set: { en: '{by} changed the room’s settings', ko: '{by:이/가} 방 설정을 바꿨어요' },
  invite: { en: '{by} made an invitation', ko: '{by:이/가} 초대를 만들었어요' },
  uninvite: { en: '{by} withdrew an invitation', ko: '{by:이/가} 초대를 취소했어요' },
  device: { en: '{by} has a new device', ko: '{by:이/가} 새 기기를 써요' },
  vouch: { en: '{by} confirmed a device', ko: '{by:이/가} 기기를 확인했어요' },
  drop: { en: '{by} dropped a device', ko: '{by:이/가} 기기를 뺐어요' },
  hide: { en: '{by} hid a message', ko: '{by:이/가} 메시지를 가렸어요' },
  epoch: { en: '{by} changed the room’s key', ko: '{by:이/가} 방 열쇠를 바꿨어요' },
  carrier: { en: '{by} changed who carries the room', ko: '{by:이/가} 방을 맡는 기기를 바꿨어요' },
  upgrade: { en: '{by} upgraded the room', ko: '{by:이/가} 방을 업그레이드했어요' },
  other: { en: '{by}: {act}', ko: '{by}: {act}' },
} as const satisfies Catalogue

/** reader 0 … owner 4, as the messenger counts them. */
const ROLES = [roles.reader, roles.guest, roles.member, roles.admin, roles.owner] as const

/** What a system line says: the same on every device that speaks this language. */
export function systemLineText({ act, by, target, detail }: SystemLine, language: Language): string {
  const known: Readonly<Record<string, Entry>> = systemLines
  const entry = Object.hasOwn(known, act) ? known[act] : undefined
  const role = detail !== undefined && /^[0-4]$/.test(detail) ? ROLES[Number(detail)] : undefined
  return fill((entry ?? systemLines.other)[language], {
    by: by.name,
    target: target?.name ?? '',
    detail: role?.[language] ?? detail ?? '',
    act,
  })
}
