/** A room of three in which one is hostile: Mum is the victim, Dad an honest member whose traffic must not suffer, Eve writes what she likes. */
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from './expect-ok.ts'
import { HostileMember, Victim } from './hostile-member.ts'
import { Village, type Villager } from './village.ts'

export interface HostileScene {
  readonly village: Village
  readonly mum: Villager
  readonly dad: Villager
  readonly eve: Villager
  readonly room: RoomId
  readonly hostile: HostileMember
  readonly victim: Victim
}

/** `isApart`: what Eve sends goes straight to the victim only; her own messenger cannot contradict it. */
export async function hostileScene({ isApart = false }: { readonly isApart?: boolean } = {}): Promise<HostileScene> {
  const village = new Village()
  const [mum, dad, eve] = [village.person('엄마'), village.person('아빠'), village.person('이브')]
  for (const each of [dad, eve]) await village.pair(mum, each)
  const room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account, eve.account] }))
  await village.pass()
  if (isApart) village.partition([mum, dad], [eve])
  const hostile = new HostileMember(eve, room)
  return { village, mum, dad, eve, room, hostile, victim: new Victim(mum, room, hostile) }
}
