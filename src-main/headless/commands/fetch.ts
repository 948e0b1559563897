/**
 * `fetch`: a file of a message, or all of them, into a folder. What is not here is asked for, and waited for as long as it takes or was allowed;
 * what has come stays when the wait ends, so the next try goes on from there.
 */
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { MessageId } from '../../../shared/ids/index.ts'
import type { FileArrival } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { fileArgument, fileName } from '../file-argument.ts'
import type { Session } from '../session.ts'
import { sizeText } from '../sizes.ts'
import { plain } from '../terminal-text.ts'

const LOOK_MS = 200
const TOLD_MS = 1_000
const AS_LONG_AS_IT_TAKES = 0

interface Wanted {
  readonly message: MessageId
  readonly index: number
}

interface SavedFile {
  readonly id: string
  readonly path: string
}

export const fetch = defineCommand({
  options: {
    to: { kind: 'text', value: 'DIR', required: true, help: { en: 'the folder', ko: '담을 폴더' } },
    timeout: {
      kind: 'duration',
      value: 'TIME',
      help: { en: 'give up after so long, for instance 30m', ko: '이만큼 기다려도 안 오면 그만두기 (예: 30m)' },
    },
  },
  positionals: { shown: 'MESSAGE[/N]', min: 1, max: 1 },
  notes: {
    en: 'Files are counted from 1; without a number all of the message are fetched. Nothing is written over: a name that is taken gets a number. What came of a file stays when this is stopped.',
    ko: '파일은 1부터 세고, 번호를 안 쓰면 그 메시지의 파일을 모두 받아요. 덮어쓰지 않고, 같은 이름이 있으면 번호를 붙여요. 중간에 멈춰도 받은 만큼은 남아 있어요.',
  },
  async run({ to, timeout }, [typed = ''], context) {
    const { message, index } = fileArgument(typed)
    const folder = resolve(to)
    const deadline = timeout === undefined ? Infinity : performance.now() + timeout
    let session = await context.session('profile')
    const { attachments } = await session.ask('messages.get', { message })
    const places = index === undefined ? attachments.map((_, at) => at) : [index]
    if (places.length === 0 || places.some((at) => attachments[at] === undefined)) throw new CommandFailure('NO_MESSAGE', plain(typed))
    const saved: SavedFile[] = []
    for (const at of places) {
      const wanted = { message, index: at }
      const here = await saveHere(session, wanted, folder)
      if (here === undefined && session.isTemporary) {
        // It was opened to look; whoever has the file is met over a network.
        await session.close()
        session = await context.session('network')
      }
      const path = here ?? (await saveFetched(session, wanted, folder, deadline, context))
      saved.push({ id: fileName(message, at), path })
    }
    return { json: { files: saved }, human: () => saved.map(({ path }) => plain(path)).join('\n') }
  },
})

/** undefined: not all of it is here. */
async function saveHere(session: Session, wanted: Wanted, folder: string): Promise<string | undefined> {
  try {
    return (await session.ask('attachments.save', { ...wanted, folder }, AS_LONG_AS_IT_TAKES)).path
  } catch (cause) {
    if (cause instanceof CommandFailure && cause.code === 'NOT_HERE') return undefined
    throw cause
  }
}

async function saveFetched(session: Session, wanted: Wanted, folder: string, deadline: number, context: CommandContext): Promise<string> {
  for (;;) {
    await arrived(session, wanted, deadline, context)
    const path = await saveHere(session, wanted, folder)
    if (path !== undefined) return path
    // A folder's own list may be here before what it lists.
    if (performance.now() > deadline) throw new CommandFailure('NOT_HERE', fileName(wanted.message, wanted.index))
    await delay(LOOK_MS)
  }
}

async function arrived(session: Session, wanted: Wanted, deadline: number, { io, isJson }: CommandContext): Promise<void> {
  let arrival = await session.ask('transfers.fetch', wanted)
  let told = performance.now()
  for (;;) {
    const { name, state, code = 'FAILED' } = arrival
    if (io.interrupted.aborted) throw new CommandFailure('CANCELLED', plain(name))
    if (state === 'here') return
    if (state === 'failed') throw new CommandFailure(code, plain(name))
    if (performance.now() > deadline) throw new CommandFailure(state === 'running' ? 'NOT_HERE' : 'NOBODY_HAS_IT', plain(name))
    if (!isJson && performance.now() - told >= TOLD_MS) {
      told = performance.now()
      io.err(`${progressText(arrival)}\n`)
    }
    await delay(LOOK_MS)
    const [now] = await session.ask('transfers.arrivals', { files: [arrival.file] })
    if (now === undefined) throw new CommandFailure('NO_MESSAGE', wanted.message)
    arrival = now
  }
}

function progressText({ name, bytes, size, bytesPerSecond, from }: FileArrival): string {
  const rate = bytesPerSecond > 0 ? ` · ${sizeText(bytesPerSecond)}/s` : ''
  const who = from.length > 0 ? ` · ${from.map((one) => plain(one.name)).join(', ')}` : ''
  return `${plain(name)}  ${sizeText(bytes)} / ${sizeText(size)}${rate}${who}`
}
