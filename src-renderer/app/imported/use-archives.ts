/** What was brought in, by where it stands. */
import type { ArchiveView } from '../../../shared/messenger/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { useEngine } from '../engine/index.ts'

const NONE: readonly ArchiveView[] = []

/** Those that stand in no room, the latest first. */
export function useLooseArchives(): readonly ArchiveView[] {
  const archives = useEngine((state) => state.archives) ?? NONE
  return archives.some(isLoose) ? archives.filter(isLoose) : NONE
}

export function useArchivesIn(room: RoomId): readonly ArchiveView[] {
  const archives = useEngine((state) => state.archives) ?? NONE
  return archives.filter((archive) => archive.room === room)
}

/** undefined: there is none of that id, or it is not known yet. */
export function useArchive(id: RoomId): ArchiveView | undefined {
  return useEngine(({ archives }) => archives?.find(({ archive }) => archive === id))
}

function isLoose({ room }: ArchiveView): boolean {
  return room === undefined
}
