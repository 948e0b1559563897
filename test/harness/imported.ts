/** Records as readers of other messengers' files hand them over, and a way to bring them in. */
import type { ImportedRecord } from '../../shared/importers/index.ts'
import type { ChatPlan, ImportBatch, RunningMessenger } from '../../shared/messenger/index.ts'
import { expectOk } from './expect-ok.ts'

/** `said('2024-03-04T14:05', '엄마', '밥 먹었니')`; an author of null is the messenger itself. */
export function said(time: string | null, author: string | null, text: string, more: Partial<ImportedRecord> = {}): ImportedRecord {
  const kind = author === null ? 'system' : 'text'
  return { seq: 0, kind, author, time, text, attachments: [], raw: { firstLine: 1, lastLine: 1 }, ...more }
}

export const SEOUL: Omit<ChatPlan, 'target'> = { app: 'kakaotalk', time: 'local', zone: 'Asia/Seoul', me: '나' }

/** One batch with one chat. */
export function broughtIn(
  messenger: RunningMessenger,
  records: readonly ImportedRecord[],
  plan: Partial<ChatPlan> & Pick<ChatPlan, 'target'>,
  title = '가족',
): ImportBatch {
  const batch = expectOk(messenger.imports.begin(['talk.txt']))
  const chat = expectOk(batch.chat({ ...SEOUL, ...plan }, title))
  for (const [seq, record] of records.entries()) chat.take({ ...record, seq })
  chat.end()
  return expectOk(batch.done())
}
