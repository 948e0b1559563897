/** The table: what was measured, beside its limit of the same run and the target of design §8. */
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

export interface Row {
  readonly name: string
  readonly ours: number
  readonly unit: 'ms' | 'MB' | 'KiB' | 'MB/s' | '×' | 'frames'
  /** The same work with nothing of ours around it, in the same run. */
  readonly limit?: number
  readonly limitName?: string
  /** At most this, as a value or as a multiple of the limit. */
  readonly target?: number
  /** At least this. */
  readonly least?: number
  readonly targetRatio?: number
  readonly note?: string
}

/** undefined: there is nothing to meet. */
export function isMet({ ours, limit, target, least, targetRatio }: Row): boolean | undefined {
  if (least !== undefined) return ours >= least
  if (target !== undefined) return ours <= target
  if (targetRatio !== undefined && limit !== undefined) return ours <= targetRatio * limit
  return undefined
}

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.name,
    shown(row.ours, row.unit),
    row.limit === undefined ? '' : `${shown(row.limit, row.unit)} ${row.limitName ?? ''}`.trim(),
    row.limit === undefined ? '' : `${(row.ours / row.limit).toFixed(2)}×`,
    row.least !== undefined
      ? `≥ ${shown(row.least, row.unit)}`
      : row.target === undefined
        ? row.targetRatio === undefined
          ? ''
          : `≤ ${row.targetRatio}×`
        : `≤ ${shown(row.target, row.unit)}`,
    { true: 'yes', false: 'NO', undefined: '' }[String(isMet(row))] ?? '',
    row.note ?? '',
  ])
  const table = [['what', 'ours', 'limit', 'ratio', 'target', 'met', ''], ...cells]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => [...(line[column] ?? '')].length))) ?? []
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

export function writeJson(file: string, rows: readonly Row[]): void {
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.versions.node,
    platform: process.platform,
  }
  writeFileSync(file, `${JSON.stringify({ version: 1, machine, rows: rows.map((row) => ({ ...row, met: isMet(row) })) }, undefined, 2)}\n`)
}

function shown(value: number, unit: Row['unit']): string {
  if (unit === 'frames') return `${value} ${unit}`
  return `${value >= 100 ? Math.round(value) : value.toFixed(value >= 10 ? 1 : 2)} ${unit}`
}
