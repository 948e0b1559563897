/**
 * How fast an exported conversation is read, beside reading the same bytes line by line and doing nothing with them; and what `import inspect`
 * takes of memory for a million records, in a process of its own that prints them all.
 */
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { ChatSink, ImportSink, SourceSink } from '../../shared/importers/index.ts'
import { readPath } from '../../src-main/engine/importing/index.ts'
import { median, monotonicMs, startProcess } from './measure.ts'
import type { FromInspector } from './import-process.ts'

const INSPECTOR = fileURLToPath(new URL('import-process.ts', import.meta.url))
const MB = 1_000_000
const RUNS = 5

export interface ImportRates {
  readonly megabytes: number
  readonly records: number
  readonly rate: number
  readonly plainRate: number
  /** Above what the process took before it began. */
  readonly memoryBytes: number
  readonly printedBytes: number
}

/** As KakaoTalk on Windows writes them: a day of a family shop after the other. */
export function writeConversation(path: string, records: number): void {
  const file = openSync(path, 'w')
  writeSync(file, '우리 가게 님과 카카오톡 대화\r\n저장한 날짜 : 2026-11-22 20:15:08\r\n\r\n')
  const names = ['엄마', '아빠', '서연', '[총무] 민수', 'Ben']
  const texts = [
    '오늘 몇 시에 문 닫아요?',
    '사진',
    '주문 12건 들어왔어요. 확인 부탁드려요!\n두 번째 줄입니다',
    'ok, see you tomorrow at the shop',
    '이모티콘',
    'ㅋㅋㅋ',
  ]
  let piece = ''
  for (let at = 0; at < records; at++) {
    if (at % 500 === 0) {
      const day = new Date(Date.UTC(2016, 0, 1 + at / 500))
      piece += `--------------- ${day.getUTCFullYear()}년 ${day.getUTCMonth() + 1}월 ${day.getUTCDate()}일 월요일 ---------------\r\n`
    }
    const minute = at % 60
    piece += `[${names[at % names.length]}] [${at % 2 === 0 ? '오전' : '오후'} ${(at % 12) + 1}:${String(minute).padStart(2, '0')}] ${texts[at % texts.length]} ${at}\r\n`
    if (piece.length > 256 * 1024 || at === records - 1) {
      writeSync(file, piece)
      piece = ''
    }
  }
  closeSync(file)
}

export async function measureImport(path: string, records: number): Promise<ImportRates> {
  writeConversation(path, records)
  const megabytes = statSync(path).size / MB
  const ours: number[] = []
  const plain: number[] = []
  let read = 0
  for (let run = 0; run < RUNS; run++) {
    plain.push(await timed(() => readLines(path)))
    ours.push(await timed(async () => void (read = await readRecords(path))))
  }
  // Of an older build without the reader nothing is measured, and the note says so.
  if (read !== records && read !== 0) throw new Error(`${read} of ${records} records read`)
  const inspector = startProcess<object, FromInspector>(INSPECTOR, [path])
  const { peakBytes, baseBytes, printedBytes } = await inspector.next('done')
  await inspector.ended
  return {
    megabytes,
    records: read,
    rate: megabytes / (median(ours) / 1000),
    plainRate: megabytes / (median(plain) / 1000),
    memoryBytes: peakBytes - baseBytes,
    printedBytes,
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = monotonicMs()
  await act()
  return monotonicMs() - started
}

async function readLines(path: string): Promise<number> {
  const handle = await open(path)
  let lines = 0
  for await (const line of handle.readLines()) lines += line.length > 0 ? 1 : 0
  return lines
}

async function readRecords(path: string): Promise<number> {
  let records = 0
  const chat: ChatSink = { record: () => void (records += 1), warn: () => undefined, learn: () => undefined }
  const file: ImportSink = { chat: () => chat, contact: () => undefined, warn: () => undefined }
  const sink: SourceSink = { file: () => file }
  const { code } = await readPath(path, {}, sink)
  if (code !== undefined) throw new Error(code)
  return records
}
