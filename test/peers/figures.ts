/** Measured times, told beside the results; never asserted (a shared machine is no stopwatch). */
export function tellFigure(what: string, ms: number): void {
  process.stdout.write(`  ${what}: ${Math.round(ms)} ms\n`)
}
