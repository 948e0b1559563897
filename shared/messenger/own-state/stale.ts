/**
 * Words of own devices that later ones made void, in segments nobody writes into any more: taken out, so that a year of reading and typing
 * leaves no more than what holds now. A segment in use is compacted by itself (SNAP-1).
 */
import type { Erasing } from '../../feeds/segment/index.ts'
import type { MessageRow } from '../../store/index.ts'
import type { Room, SegmentName } from '../room/index.ts'

const PAGE = 256

export function staleIn(room: Room): ReadonlyMap<SegmentName, Erasing> {
  const { core, segments } = room
  const { messages } = core.store
  const found = new Map<number, { readonly device: MessageRow['device']; readonly slot: string }[]>()
  const inUse = inUseIn(room)
  for (const row of rowsOf(room)) {
    const words = messages.amendments(core.key, row.id).filter(({ slot, account }) => slot === 'edit' && account === core.account)
    const [, ...older] = words.toSorted((a, b) => b.t - a.t || b.c - a.c || (a.device < b.device ? 1 : -1))
    for (const { segment, device } of older) {
      if (inUse.has(segment)) continue
      const list = found.get(segment) ?? []
      found.set(segment, [...list, { device, slot: row.id }])
    }
  }
  const named = new Map<SegmentName, Erasing>()
  for (const [segment, amendments] of found) {
    const name = segments.nameOf(segment, core.account)
    if (name !== undefined) named.set(name, { amendments })
  }
  return named
}

/** The newest segment of each device, in the newest epoch that anybody writes in: whoever wrote before it goes on in this one, too. */
function inUseIn({ state, segments, core }: Room): ReadonlySet<number> {
  const numbers = new Map(state.epochs.map(({ id, n }) => [id, n]))
  const newest = [...state.devices.values()].flatMap(({ device }) => segments.spans(device).slice(0, 1))
  const last = Math.max(0, ...newest.map(({ epoch }) => numbers.get(epoch) ?? 0))
  const inUse = newest.filter(({ epoch }) => (numbers.get(epoch) ?? 0) >= last)
  return new Set(inUse.map(({ epoch, index }) => segments.key({ account: core.account, epoch, index })))
}

function* rowsOf({ core }: Room): Generator<MessageRow> {
  const { messages } = core.store
  let page = messages.page(core.key, PAGE)
  for (;;) {
    yield* page
    const [first] = page
    if (first === undefined || page.length < PAGE) return
    page = messages.page(core.key, PAGE, { before: { t: first.t, c: first.c, id: first.id } })
  }
}
