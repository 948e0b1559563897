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
  carry: { en: '{target} keeps this room’s messages now', ko: '{target:이/가} 이 방 메시지를 맡아 보관해요' },
  carryUnknown: {
    en: 'A computer {by} asked keeps this room’s messages now',
    ko: '{by:이/가} 부탁한 컴퓨터가 이 방 메시지를 맡아 보관해요',
  },
  uncarry: { en: '{target} no longer keeps this room’s messages', ko: '{target:은/는} 이제 이 방 메시지를 보관하지 않아요' },
  uncarryOne: {
    en: 'One of {target}’s computers no longer keeps this room’s messages, another goes on',
    ko: '{target} 기기 한 대가 이 방 보관을 그만뒀어요. 다른 기기는 계속 보관해요',
  },
  uncarryUnknown: { en: 'A computer no longer keeps this room’s messages', ko: '컴퓨터 한 대가 이제 이 방 메시지를 보관하지 않아요' },
  upgrade: { en: '{by} upgraded the room', ko: '{by:이/가} 방을 업그레이드했어요' },
  other: { en: '{by}: {act}', ko: '{by}: {act}' },
} as const satisfies Catalogue

/** reader 0 … owner 4, as the messenger counts them. */
const ROLES = [roles.reader, roles.guest, roles.member, roles.admin, roles.owner] as const

/** What a system line says: the same on every device that speaks this language. */
export function systemLineText({ act, by, target, detail }: SystemLine, language: Language): string {
  const known: Readonly<Record<string, Entry>> = systemLines
  const key = carrierKey(act, target, detail) ?? act
  const entry = Object.hasOwn(known, key) ? known[key] : undefined
  const role = detail !== undefined && /^[0-4]$/.test(detail) ? ROLES[Number(detail)] : undefined
  return fill((entry ?? systemLines.other)[language], {
    by: by.name,
    target: target?.name ?? '',
    detail: role?.[language] ?? detail ?? '',
    act,
  })
}

/** Whose computer it is may be known to nobody here; and one of several may end while the others go on. */
function carrierKey(act: string, target: SystemLine['target'], detail: string | undefined): keyof typeof systemLines | undefined {
  if (act === 'carry') return target === undefined ? 'carryUnknown' : 'carry'
  if (act !== 'uncarry') return undefined
  if (target === undefined) return 'uncarryUnknown'
  return detail === undefined ? 'uncarry' : 'uncarryOne'
}
