/** A million records of each kind of file, printed whole by a process whose memory the system has measured. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { FromInspector } from '../../bench/import-process.ts'
import { writeConversation } from '../../bench/import.ts'
import { startProcess } from '../../bench/measure.ts'
import { writeTelegram, writeWhatsApp } from './long-exports.ts'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-million-'))
afterAll(() => rmSync(folder, { recursive: true }))

const RECORDS = 1_000_000
const MIB = 1024 * 1024
/** The program itself takes 75; together 200 MiB are never reached. */
const ABOVE_THE_PROGRAM_MIB = 110

test.each([
  ['result.json', writeTelegram],
  ['WhatsApp Chat with family.txt', writeWhatsApp],
  ['KakaoTalk_family.txt', writeConversation],
])('[IMP-5] a million records of %s are looked at and printed in 200 MiB', async (name, write) => {
  const path = join(folder, name)
  write(path, RECORDS)
  const inspector = startProcess<object, FromInspector>(join(import.meta.dirname, '../../bench/import-process.ts'), [path])
  const { peakBytes, baseBytes, printedBytes } = await inspector.next('done')
  await inspector.ended
  expect(printedBytes).toBeGreaterThan(RECORDS * 100)
  expect((peakBytes - baseBytes) / MIB).toBeLessThan(ABOVE_THE_PROGRAM_MIB)
  rmSync(path)
})
