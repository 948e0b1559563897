/** `bundle read`: files somebody brought, in any order, as often as one likes. Says what was in them, and what to take back. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { BundleSummary } from '../../../shared/messenger/index.ts'
import { RPC } from '../../../shared/limits.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import type { Session } from '../session.ts'
import { plain } from '../terminal-text.ts'

const PROGRESS_BYTES = 16 * 1024 * 1024
/** Of one file: the others are read all the same. */
const FILE_CODES: ReadonlySet<string> = new Set(['NOT_A_BUNDLE', 'UNSUPPORTED', 'BAD_FILE'])

interface Unread {
  readonly file: string
  readonly code: string
}

export const bundleRead = defineCommand({
  options: {},
  positionals: { shown: 'FILE…', min: 1, max: Infinity },
  async run(_values, words, context) {
    const session = await context.session('profile')
    const { id } = await session.ask('bundles.read')
    const unread: Unread[] = []
    for (const file of words) {
      const code = await given(session, id, file, context)
      if (code !== undefined) unread.push({ file, code })
    }
    const readable = words.filter((file) => !unread.some((one) => one.file === file))
    const summary = await settled(session, id, readable, context)
    await session.ask('bundles.close', { id })
    const [first] = unread
    const json = { ...summary, ...(unread.length > 0 && { unread }) }
    if (first === undefined) return { json, human: () => summaryText(summary, context) }
    if (readable.length > 0) context.emit(json, () => summaryText(summary, context))
    throw new CommandFailure(first.code, unread.map(({ file }) => plain(file)).join(', '))
  },
})

/** Where some parts needed others that came later, all come once more. */
async function settled(session: Session, id: string, files: readonly string[], context: CommandContext): Promise<BundleSummary> {
  let summary = await session.ask('bundles.summary', { id })
  for (let pass = 1; pass < files.length && summary.waiting > 0; pass++) {
    const { waiting } = summary
    await session.ask('bundles.again', { id })
    for (const file of files) await given(session, id, file, context)
    summary = await session.ask('bundles.summary', { id })
    if (summary.waiting >= waiting) break
  }
  return summary
}

/** Why this file was not read; undefined: it was. Throws what ends the reading. */
async function given(session: Session, id: string, file: string, context: CommandContext): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined)
  if (found?.isFile() !== true) return 'BAD_FILE'
  let told = 0
  let bytes = 0
  let isOver = false
  try {
    const stream = createReadStream(file, { highWaterMark: RPC.BUNDLE_CHUNK_BYTES })
    for await (const chunk of stream) {
      if (context.io.interrupted.aborted) throw new CommandFailure('FAILED', 'interrupted')
      const part: Buffer = chunk
      bytes += part.length
      await session.ask('bundles.give', { id, bytes: part.toString('base64'), isFileOver: false })
      if (bytes - told < PROGRESS_BYTES) continue
      told = bytes
      context.io.err(`${(bytes / 1e6).toFixed(0)} / ${(found.size / 1e6).toFixed(0)} MB\n`)
    }
    isOver = true
    await session.ask('bundles.give', { id, bytes: '', isFileOver: true })
    return undefined
  } catch (cause) {
    // What was read before the stick was pulled out is kept; the next file begins anew.
    if (!isOver) await session.ask('bundles.give', { id, bytes: '', isFileOver: true }).catch(() => undefined)
    if (!(cause instanceof CommandFailure)) return 'BAD_FILE'
    if (FILE_CODES.has(cause.code)) return cause.code
    throw cause
  }
}

function summaryText(summary: BundleSummary, { say }: CommandContext): string {
  const { rooms, messages, acknowledged, strange, damaged, cut, waiting } = summary
  const refused = Object.values(summary.refused).reduce((sum, count) => sum + count, 0)
  const answers = rooms.filter(({ hasAnswer }) => hasAnswer)
  return [
    rooms.length === 0
      ? say({ en: 'Nothing in it is for me.', ko: '나에게 온 것은 없어요.' })
      : say({ en: `${messages} new messages`, ko: `새 메시지 ${messages}개` }),
    ...rooms.filter((room) => room.messages > 0).map((room) => `  ${plain(room.name)}: ${room.messages}`),
    ...(acknowledged > 0 ? [say({ en: `${acknowledged} of mine have arrived`, ko: `내 메시지 ${acknowledged}개가 도착했어요` })] : []),
    ...(strange > 0 && rooms.length > 0 ? [say({ en: 'Some of it is for others.', ko: '다른 사람에게 가는 것도 들어 있어요.' })] : []),
    ...(damaged + refused > 0
      ? [say({ en: 'Some of it is damaged; ask for it again.', ko: '일부가 손상됐어요. 다시 담아 달라고 하세요.' })]
      : []),
    ...(cut > 0 ? [say({ en: 'The file ends too early; ask for it again.', ko: '파일 끝이 잘렸어요. 다시 받아 주세요.' })] : []),
    ...(waiting > 0 ? [say({ en: 'Some of it needs another part.', ko: '다른 파일도 있어야 다 읽을 수 있어요.' })] : []),
    ...(answers.length > 0
      ? [
          say({
            en: 'To take the answer back: sarangbang bundle write --all --to DIR',
            ko: '답을 담아 가려면: sarangbang bundle write --all --to 폴더',
          }),
        ]
      : []),
  ].join('\n')
}
