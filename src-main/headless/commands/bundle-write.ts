/** `bundle write`: what others are not known to have, as a file or numbered parts in a folder, to be carried there by hand. */
import { RESOURCE } from '../../../shared/limits.ts'
import type { BundleOptions } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findContact, findRoom } from '../find.ts'
import { PartFiles } from '../part-files.ts'
import type { Session } from '../session.ts'
import { parseSize } from '../sizes.ts'
import { timeOf } from '../time-argument.ts'
import { plain } from '../terminal-text.ts'

const PROGRESS_BYTES = 16 * 1024 * 1024

export const bundleWrite = defineCommand({
  options: {
    to: { kind: 'text', value: 'DIR', required: true, help: { en: 'the folder, for instance of a stick', ko: '담을 폴더 (USB 등)' } },
    room: { kind: 'text', value: 'ROOM', help: { en: 'one room', ko: '방 하나' } },
    contact: { kind: 'text', value: 'CONTACT', help: { en: 'all rooms with a contact', ko: '이 사람과 함께 있는 모든 방' } },
    all: { kind: 'flag', help: { en: 'all rooms', ko: '모든 방' } },
    since: {
      kind: 'text',
      value: 'TIME|all',
      help: {
        en: 'all from then on (2026-11-22, 7d), not only what they lack',
        ko: '이때부터 모두 (2026-11-22, 7d). 없으면 상대에게 없는 것만',
      },
    },
    'max-size': {
      kind: 'text',
      value: 'SIZE',
      help: { en: 'in parts of at most, for instance 20MB', ko: '파일 하나의 최대 크기 (예: 20MB)' },
    },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    if ([values.room !== undefined, values.contact !== undefined, values.all].filter(Boolean).length !== 1)
      throw new UsageFailure({ en: 'Say one of --room, --contact, --all.', ko: '--room, --contact, --all 가운데 하나를 말해 주세요.' })
    const since = values.since === undefined ? undefined : timeOf(values.since, Date.now())
    const maxBytes = values['max-size'] === undefined ? undefined : sizeOf(values['max-size'])
    const files = new PartFiles(values.to, `sarangbang-${stamp(new Date())}`)
    await files.check()
    const session = await context.session('profile')
    const target = await targetOf(session, values)
    const { id } = await session.ask('bundles.write', {
      target,
      ...(since !== undefined && { since }),
      ...(maxBytes !== undefined && { maxBytes }),
    })
    const written = await writeAll(session, id, files, context)
    return {
      json: written,
      human: () =>
        [
          ...written.files.map((file) => plain(file)),
          ...written.rooms.map(({ name, blocks }) =>
            context.say({ en: `${plain(name)}: ${blocks} new`, ko: `${plain(name)}: 새 것 ${blocks}개` }),
          ),
          context.say({
            en: 'Only those it is for can read it. Bring it to them, and their answer back.',
            ko: '받을 사람만 읽을 수 있어요. 가져다주고, 답도 담아 오세요.',
          }),
        ].join('\n'),
    }
  },
})

interface Written {
  readonly files: readonly string[]
  readonly bytes: number
  readonly rooms: readonly { readonly room: string; readonly name: string; readonly blocks: number }[]
}

async function writeAll(session: Session, id: string, files: PartFiles, context: CommandContext): Promise<Written> {
  let bytes = 0
  let told = 0
  try {
    for (;;) {
      if (context.io.interrupted.aborted) throw new CommandFailure('FAILED', 'interrupted')
      const chunk = await session.ask('bundles.take', { id })
      if (chunk.isOver) break
      const part = Buffer.from(chunk.bytes, 'base64')
      await files.write(part)
      bytes += part.length
      if (chunk.isPartOver) await files.endPart()
      if (bytes - told < PROGRESS_BYTES) continue
      told = bytes
      context.io.err(`${(bytes / 1e6).toFixed(0)} MB\n`)
    }
    const names = await files.finish()
    const { rooms } = await session.ask('bundles.written', { id })
    return { files: names, bytes, rooms }
  } catch (cause) {
    await files.abandon()
    await session.ask('bundles.close', { id }).catch(() => undefined)
    throw cause
  }
}

async function targetOf(session: Session, values: { readonly room: string | undefined; readonly contact: string | undefined }) {
  if (values.contact !== undefined) return { to: 'contact', account: (await findContact(session, values.contact)).account } as const
  if (values.room !== undefined) return { to: 'room', room: await findRoom(session, values.room) } as const
  return { to: 'all' } as const satisfies BundleOptions['target']
}

function sizeOf(typed: string): number {
  const size = parseSize(typed)
  if (size >= RESOURCE.BUNDLE_PART_MIN_BYTES && size <= RESOURCE.BUNDLE_PART_BYTES) return size
  throw new UsageFailure({ en: '--max-size is from 1MiB to 1GiB, for instance 20MB.', ko: '--max-size는 1MiB부터 1GiB까지예요. 예: 20MB' })
}

function stamp(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}-${two(date.getHours())}${two(date.getMinutes())}`
}
