/**
 * How much files take of what was agreed to with a contact, and which have to go for another one (MEDIA-92): pure. All rooms of a contact share
 * it. What goes is the oldest of that device whose files take most, so that one member's flood drives out nobody else's.
 */
import { RESOURCE } from '../../limits.ts'
import { sealedSize } from '../../media/index.ts'
import type { CarriedFile } from './file-shelf.ts'

/** What a file costs of a quota, bytes: at least one CARRIED_FILES-th, whatever its size. */
export function weightOf(size: number, quota: number): number {
  return Math.max(sealedSize(size), Math.ceil(quota / RESOURCE.CARRIED_FILES))
}

export function weigh(files: readonly CarriedFile[], quota: number): number {
  return files.reduce((sum, { size }) => sum + weightOf(size, quota), 0)
}

/** The files to let go of for one more, perhaps none; undefined: that would take what is newer than it. */
export function planFor(files: readonly CarriedFile[], quota: number, wanted: CarriedFile): readonly CarriedFile[] | undefined {
  const weight = weightOf(wanted.size, quota)
  if (weight > quota) return undefined
  return planTo(files, quota, quota - weight, wanted)
}

/** The files to let go of until the rest weighs no more than that. */
export function planDown(files: readonly CarriedFile[], quota: number): readonly CarriedFile[] {
  return planTo(files, quota, quota, undefined) ?? []
}

function planTo(
  files: readonly CarriedFile[],
  quota: number,
  most: number,
  wanted: CarriedFile | undefined,
): readonly CarriedFile[] | undefined {
  let over = weigh(files, quota) - most
  if (over <= 0) return []
  const shares = new Map<string, { weight: number; readonly oldest: CarriedFile[] }>()
  const shareOf = (file: CarriedFile): { weight: number; readonly oldest: CarriedFile[] } => {
    const name = `${file.key}/${file.by[0] ?? ''}`
    const share = shares.get(name) ?? { weight: 0, oldest: [] }
    shares.set(name, share)
    return share
  }
  for (const file of files.toSorted((a, b) => b.rank - a.rank)) {
    const share = shareOf(file)
    share.weight += weightOf(file.size, quota)
    share.oldest.push(file)
  }
  if (wanted !== undefined) shareOf(wanted).weight += weightOf(wanted.size, quota)
  const going: CarriedFile[] = []
  while (over > 0) {
    const [heaviest] = [...shares.values()].filter(({ oldest }) => oldest.length > 0).toSorted((a, b) => b.weight - a.weight)
    const oldest = heaviest?.oldest.pop()
    if (heaviest === undefined || oldest === undefined || (wanted !== undefined && oldest.rank > wanted.rank)) return undefined
    going.push(oldest)
    heaviest.weight -= weightOf(oldest.size, quota)
    over -= weightOf(oldest.size, quota)
  }
  return going
}
