/** A room of two, Mum's and Dad's, and beside it the shop, whom Mum knows. */
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from './expect-ok.ts'
import { Village, type Villager } from './village.ts'

export interface RoomOfTwo {
  readonly village: Village
  readonly mum: Villager
  readonly dad: Villager
  readonly shop: Villager
  readonly room: RoomId
}

export async function roomOfTwo(name: string): Promise<RoomOfTwo> {
  const village = new Village()
  const [mum, dad, shop] = [village.person('엄마'), village.person('아빠'), village.person('치킨집')]
  await village.pair(mum, dad)
  await village.pair(mum, shop)
  const room = expectOk(mum.messenger.createRoom({ name, members: [dad.account] }))
  await village.pass()
  return { village, mum, dad, shop, room }
}
