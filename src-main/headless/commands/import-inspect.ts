/** `import inspect`: what a file, folder or archive of another messenger or address book holds. Touches no profile and writes no file. */
import type { ReadSummary, SourceSink } from '../../../shared/importers/index.ts'
import { type PathOptions, readPath } from '../../engine/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { keepShortLivedSmall, summaryText, Tally, writeDocument } from '../inspecting/index.ts'

const PROGRESS_BYTES = 64 * 1024 * 1024

export const importInspect = defineCommand({
  options: {
    records: {
      kind: 'count',
      value: 'N',
      help: { en: 'with --json: print at most so many of each conversation', ko: '--json에서 대화마다 최대 이만큼만 보이기' },
    },
    region: {
      kind: 'text',
      value: 'CC',
      help: { en: 'country of phone numbers; KR unless said', ko: '전화번호의 나라. 말하지 않으면 KR' },
    },
  },
  positionals: { shown: 'PATH…', min: 1, max: Infinity },
  notes: {
    en: 'Prints one JSON document a line for each PATH. Exit code 1 when one of them is unknown or refused.',
    ko: 'PATH마다 JSON 한 줄을 보여요. 모르는 형식이거나 읽지 않은 것이 있으면 종료 코드가 1이에요.',
  },
  async run(values, words, context) {
    const region = values.region === undefined ? {} : { region: countryOf(values.region) }
    keepShortLivedSmall()
    let isWell = true
    let text = ''
    for (const path of words) {
      const told = await inspect(path, values.records ?? Infinity, region, context)
      isWell &&= told.isRead
      text += `${text === '' ? '' : '\n'}${told.text}`
    }
    return { json: undefined, human: () => text, isPrinted: context.isJson, exit: isWell ? 0 : 1 }
  },
})

function countryOf(typed: string): string {
  const country = typed.toUpperCase()
  if (/^[A-Z]{2}$/.test(country)) return country
  throw new UsageFailure({ en: '--region is two letters, such as KR.', ko: '--region은 KR처럼 글자 두 개예요.' })
}

interface Told {
  readonly isRead: boolean
  readonly text: string
}

async function inspect(path: string, limit: number, region: { region?: string }, context: CommandContext): Promise<Told> {
  const { io } = context
  let told = 0
  const options = {
    ...region,
    signal: io.interrupted,
    pause: () => io.drained(),
    progress(done: number, of: number) {
      if (done - told < PROGRESS_BYTES) return
      told = done
      io.err(`${(done / 1e6).toFixed(0)} / ${(of / 1e6).toFixed(0)} MB\n`)
    },
  } satisfies PathOptions
  const again = async (sink: SourceSink): Promise<ReadSummary> => {
    const summary = await readPath(path, options, sink)
    if (summary.code === 'CANCELLED') throw new CommandFailure('FAILED', 'interrupted')
    return summary
  }
  const tally = new Tally(context.isJson ? limit : 0)
  const summary = await again(tally)
  const { kind, code } = verdict(summary)
  if (!context.isJson) return { isRead: kind === 'chat' || kind === 'contacts', text: summaryText(path, kind, code, tally, context) }
  const broken = await writeDocument({ tally, limit, kind, code, out: (text) => io.out(text), again })
  if (broken !== undefined) throw new CommandFailure(broken)
  return { isRead: kind === 'chat' || kind === 'contacts', text: '' }
}

/** A conversation before contacts, since an export of one may hold the other; refused only where nothing was read. */
function verdict({ code, files }: ReadSummary): { kind: 'chat' | 'contacts' | 'unknown' | 'rejected'; code: string | undefined } {
  if (code !== undefined) return { kind: 'rejected', code }
  const read = files.filter((file) => file.outcome === 'read')
  if (read.some(({ kind }) => kind === 'chat')) return { kind: 'chat', code: undefined }
  if (read.length > 0) return { kind: 'contacts', code: undefined }
  const refused = files.find((file) => file.outcome === 'rejected')
  return refused === undefined ? { kind: 'unknown', code: undefined } : { kind: 'rejected', code: refused.code }
}
