/** CLK-5: entries this device wrote while its clock was ahead take a place in the present, in the order they had among themselves. */
import { RESOURCE } from '../../limits.ts'
import type { Retiming, Time } from '../../rooms/kinds/index.ts'
import type { RoomCore } from './room-core.ts'

/** So many fit one update, whatever is in them. */
const AT_ONCE = 100

/** Batches of `time` amendments to write; none when no own entry is in doubt. `next` gives rising times of now. */
export function retimeOwnFuture({ store, key, account, keys }: RoomCore, next: () => Time): readonly (readonly Retiming[])[] {
  const now = next()
  const ahead = store.messages.ownAfter(key, account, now[0] + RESOURCE.CLOCK_DOUBT_MS).filter(({ device }) => device === keys.device)
  const amendments = ahead.map(({ id }): Retiming => {
    const to = next()
    return { type: 'time', message: id, time: to, to }
  })
  return Array.from({ length: Math.ceil(amendments.length / AT_ONCE) }, (_, at) => amendments.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
}
