/** A conversation that is far larger than the memory there is for it. */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-memory-'))
afterAll(() => rmSync(folder, { recursive: true }))

const RECORDS = 400_000
/** As strings its texts alone take three times as much. */
const HEAP_MB = 48

describe('[IMP-5] a conversation of many records', () => {
  it('is looked at and printed in a heap that does not hold it', () => {
    const path = join(folder, 'long.txt')
    const file = openSync(path, 'w')
    writeSync(file, '대화: 긴 방\n')
    const some = Array.from({ length: 1000 }, (_, at) => `20:15\t가족 ${at}\t${'오늘 저녁 몇 시에 먹어요? '.repeat(10)}\n`).join('')
    for (let at = 0; at < RECORDS / 1000; at++) writeSync(file, some)
    closeSync(file)
    const args = [`--max-old-space-size=${HEAP_MB}`, join(import.meta.dirname, 'inspect-process.ts'), path]
    const told = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as { printed: number }
    expect(told).toMatchObject({ broken: null, records: RECORDS, names: 1000 })
    expect(told.printed).toBeGreaterThan(RECORDS * 200)
  }, 120_000)
})
