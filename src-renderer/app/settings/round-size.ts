/** Limits that are chosen stand in powers of 1024 and are read as round figures: 20 MiB as 20 MB. Whoever measures uses the sizes themselves. */
const STEP = 1024

/** Bytes to hand to the writer of sizes. */
export function roundBytes(mib: number): number {
  return mib < STEP ? mib * 1_000_000 : (mib / STEP) * 1_000_000_000
}

/** The present one among them, wherever it comes from. */
export function withPresent(choices: readonly number[], present: number): readonly number[] {
  return choices.includes(present) ? choices : [present, ...choices].toSorted((a, b) => a - b)
}
