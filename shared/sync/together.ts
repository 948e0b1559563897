/** What came for many rooms goes to the disk in one piece, since each commit waits for the disk anew. */
import type { SyncHost } from './host.ts'
import type { RoomLink } from './room-link.ts'

/** Runs `work`, which hands over what came for these rooms, as one commit. SYNC-8: afterwards rows are told as the disk has them. */
export function takeTogether(host: SyncHost, links: Iterable<RoomLink>, work: () => void): void {
  if (host.together(work)) return
  for (const link of links) link.room.arrived(link.room.refresh(), link)
}

/** Rooms whose batches make one commit: all that wait, but no more than is soon done. */
export function nextBatches(links: Iterable<RoomLink>, maxBytes: number): { readonly next: readonly RoomLink[]; readonly isAll: boolean } {
  const next: RoomLink[] = []
  let bytes = 0
  for (const link of links) {
    if (!link.hasBatch) continue
    if (bytes >= maxBytes) return { next, isAll: false }
    next.push(link)
    bytes += link.batchBytes
  }
  return { next, isAll: true }
}
