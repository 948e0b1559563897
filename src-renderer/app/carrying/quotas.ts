/** What one may give somebody of the disk, bytes; the first unless said otherwise. */
const MB = 1_000_000

export const QUOTAS: readonly number[] = [200 * MB, 1000 * MB, 5000 * MB, 20_000 * MB]
