/** `transfers`: files on their way to this computer, and what is to become of them. */
import { arrivalStates, errors } from '../../../shared/i18n/index.ts'
import type { FileArrival } from '../../../shared/messenger/index.ts'
import type { OptionTable } from '../arguments.ts'
import { type Command, type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { messageId } from '../find.ts'
import { transferJson } from '../json-shapes.ts'
import type { Session } from '../session.ts'
import { sizeText } from '../sizes.ts'
import { columns, plain } from '../terminal-text.ts'

const FILE_OPTION = {
  file: {
    kind: 'text',
    value: 'N',
    help: { en: 'which file of the message, from 1; else all of them', ko: '메시지의 몇 번째 파일인지 (1부터). 없으면 모두' },
  },
} as const satisfies OptionTable

export const transfers = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    return listed(await context.session('profile'), context)
  },
})

export const pause = change('[ID]', 'transfers.pause', true)
export const resume = change('[ID]', 'transfers.fetch', false)
export const cancel = change('ID', 'transfers.cancel')
export const first = defineCommand({
  options: FILE_OPTION,
  positionals: { shown: 'ID', min: 1, max: 1 },
  async run(values, [id], context) {
    const session = await context.session('profile')
    for (const file of await meant(session, id, values.file)) await session.ask('transfers.fetch', { ...file, first: true })
    return listed(session, context)
  },
})

/** `all`: what it does to everything, where no message is named. */
function change(shown: string, method: 'transfers.pause' | 'transfers.fetch' | 'transfers.cancel', all?: boolean): Command {
  return defineCommand({
    options: FILE_OPTION,
    positionals: { shown, min: all === undefined ? 1 : 0, max: 1 },
    ...(all !== undefined && {
      notes: { en: 'Without ID: everything waits, or goes on.', ko: 'ID 없이 쓰면 모두 멈추거나 이어서 받아요.' },
    }),
    async run(values, [id], context) {
      const session = await context.session('profile')
      if (id === undefined && all !== undefined) await session.ask('transfers.pauseAll', { paused: all })
      else for (const file of await meant(session, id, values.file)) await session.ask(method, file)
      return listed(session, context)
    },
  })
}

async function meant(session: Session, typed: string | undefined, place: string | undefined) {
  const { id: message, attachments } = await session.ask('messages.get', { message: messageId(typed) })
  const files = attachments.map((_, index) => ({ message, index }))
  if (files.length === 0) throw new CommandFailure('NO_FILE', plain(typed ?? ''))
  if (place === undefined) return files
  const chosen = files[Number(place) - 1]
  if (chosen !== undefined) return [chosen]
  throw new UsageFailure({ en: `A file from 1 to ${files.length}.`, ko: `파일은 1부터 ${files.length}까지예요.` })
}

async function listed(session: Session, context: CommandContext) {
  const all = await session.ask('transfers.list')
  return { json: { transfers: all.map(transferJson) }, human: () => text(all, context) }
}

function text(all: readonly FileArrival[], { say, language }: CommandContext): string {
  if (all.length === 0) return say({ en: 'No file is on its way.', ko: '받고 있는 파일이 없어요.' })
  return columns(
    all.map((one) => [
      plain(one.name),
      one.code === undefined ? arrivalStates[one.state][language] : errors[one.code][language],
      `${sizeText(one.bytes)} / ${sizeText(one.size)}`,
      one.bytesPerSecond > 0 ? `${sizeText(one.bytesPerSecond)}/s` : '',
      one.leftMs === undefined ? '' : leftText(one.leftMs, language),
      one.from.map(({ name }) => plain(name)).join(', '),
      one.message,
    ]),
  )
}

function leftText(ms: number, language: 'ko' | 'en'): string {
  const seconds = Math.ceil(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  return language === 'ko' ? `${minutes}분 ${seconds % 60}초 남음` : `${minutes} min ${seconds % 60} s left`
}
