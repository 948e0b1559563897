/** Amounts of data as people read them, in steps of 1,000, as the file managers of today count. */
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const
const STEP = 1000

/** “3.4 MB”; whole numbers from ten on. */
export function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0]
  for (; value >= STEP && unit < UNITS.length - 1; unit++) value /= STEP
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`
}
