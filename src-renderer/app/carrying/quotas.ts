/** What one may give somebody of the disk, bytes; the first unless said otherwise. */
const MB = 1_000_000

export const QUOTAS: readonly number[] = [200 * MB, 1000 * MB, 5000 * MB, 20_000 * MB]

/** The same for files: none unless somebody says so. */
export const FILE_QUOTAS: readonly number[] = [0, 1000 * MB, 5000 * MB, 20_000 * MB, 100_000 * MB]

/** With what was chosen elsewhere among them, in order. */
export function choicesWith(quota: number, usual: readonly number[]): readonly number[] {
  return usual.includes(quota) ? usual : [quota, ...usual].toSorted((a, b) => a - b)
}
