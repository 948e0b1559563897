/** A process with a small heap that prints a long conversation as `import inspect` does, and says how many characters that were. */
import { Tally, writeDocument } from '../../../src-main/headless/inspecting/index.ts'
import { readPath } from '../../../src-main/engine/importing/index.ts'
import type { SourceSink } from '../../../shared/importers/index.ts'
import { aChatFormat } from './a-format.ts'

const path = process.argv[2] ?? ''
const again = (sink: SourceSink) => readPath(path, { formats: [aChatFormat] }, sink)
const tally = new Tally(Infinity)
await again(tally)
let printed = 0
const out = (text: string): void => void (printed += text.length)
const broken = await writeDocument({ tally, limit: Infinity, kind: 'chat', code: undefined, out, again })
process.stdout.write(
  JSON.stringify({ broken: broken ?? null, printed, records: tally.chats[0]?.records.count, names: tally.chats[0]?.participants.size }),
)
