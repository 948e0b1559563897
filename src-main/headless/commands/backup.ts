/** `backup …`: one encrypted file of the whole profile, written, looked into and scheduled. */
import { basename, resolve } from 'node:path'
import type { BackupStatus, BackupSummary } from '../../../shared/rpc/index.ts'
import { verifyBackup } from '../../engine/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { askPassphrase, passphraseFrom } from '../passphrase.ts'
import { sizeText } from '../sizes.ts'
import { plain } from '../terminal-text.ts'

const PASSPHRASE_OPTION = {
  kind: 'text',
  value: 'FILE',
  help: {
    en: 'where the backup’s passphrase is, if it is not the profile’s',
    ko: '백업 비밀번호가 프로필 비밀번호와 다를 때, 그것이 든 파일',
  },
} as const

/** Nothing ends the wait but the work: a backup takes as long as it takes. */
const AS_LONG_AS_IT_TAKES = 0

export const backupWrite = defineCommand({
  options: {
    to: {
      kind: 'text',
      value: 'DIR|FILE',
      required: true,
      help: { en: 'a folder, or a file that is not there yet', ko: '폴더, 또는 아직 없는 파일 이름' },
    },
    'with-files': { kind: 'flag', help: { en: 'photos and files of messages that are here, too', ko: '이 컴퓨터에 있는 사진과 파일도' } },
    'backup-passphrase-file': PASSPHRASE_OPTION,
  },
  positionals: NO_WORDS,
  notes: {
    en: 'Account, contacts, rooms and messages, in one file that only the passphrase opens. It is read again before it gets its name. Whoever has file and passphrase can be you.',
    ko: '계정, 연락처, 방, 메시지를 비밀번호로만 열리는 파일 하나에 담아요. 다 쓴 뒤 다시 읽어 보고 나서 이름을 붙여요. 파일과 비밀번호를 가진 사람은 나인 척할 수 있어요.',
  },
  async run(values, _words, context) {
    const session = await context.session('profile')
    const passphrase = await passphraseOf(values['backup-passphrase-file'], context, async () => {
      const { every } = await session.ask('backup.status')
      return every !== 'off'
    })
    const to = resolve(values.to)
    // The engine may be another process, which would write on alone.
    const stop = (): void => void session.ask('backup.cancel').catch(() => undefined)
    context.io.interrupted.addEventListener('abort', stop, { once: true })
    try {
      const summary = await session.ask(
        'backup.write',
        { to, withFiles: values['with-files'], ...(passphrase !== undefined && { passphrase }) },
        AS_LONG_AS_IT_TAKES,
      )
      return { json: summary, human: () => summaryText(summary, context) }
    } finally {
      context.io.interrupted.removeEventListener('abort', stop)
    }
  },
})

export const backupVerify = defineCommand({
  options: { 'backup-passphrase-file': PASSPHRASE_OPTION },
  positionals: { shown: 'FILE', min: 1, max: 1 },
  notes: {
    en: 'Reads all of it and restores it into memory; nothing is changed. No profile is needed.',
    ko: '끝까지 읽어서 메모리에 되살려 봐요. 아무것도 바꾸지 않고, 프로필이 없어도 돼요.',
  },
  async run(values, [file = ''], context) {
    const path = resolve(file)
    const given = await passphraseOf(values['backup-passphrase-file'], context, () => Promise.resolve(true))
    const summary = given === undefined ? await scheduledOne(path, context) : await looked(path, given)
    return { json: summary, human: () => summaryText(summary, context) }
  },
})

export const backupSchedule = defineCommand({
  options: {
    every: { kind: 'text', value: 'daily|weekly|off', help: { en: 'how often', ko: '얼마나 자주' } },
    to: { kind: 'text', value: 'DIR', help: { en: 'the folder they go to', ko: '담을 폴더' } },
    keep: { kind: 'count', value: 'N', help: { en: 'how many of them stay', ko: '남겨 둘 개수' } },
    'with-files': { kind: 'text', value: 'yes|no', help: { en: 'photos and files of messages, too', ko: '사진과 파일도' } },
    'backup-passphrase-file': PASSPHRASE_OPTION,
  },
  positionals: NO_WORDS,
  notes: {
    en: 'The passphrase is not kept, only what is made of it. The oldest one goes when a newer one is there and was read again. What was missed while the computer was off is made up for.',
    ko: '비밀번호는 저장하지 않고, 거기서 만든 열쇠만 둬요. 새 백업을 쓰고 다시 읽어 본 뒤에야 가장 오래된 것을 지워요. 꺼져 있던 동안 놓친 백업은 켜면 바로 만들어요.',
  },
  async run(values, _words, context) {
    const { every, keep, to } = values
    if (every !== undefined && every !== 'daily' && every !== 'weekly' && every !== 'off')
      throw new UsageFailure({ en: '--every is daily, weekly or off.', ko: '--every는 daily, weekly, off 가운데 하나예요.' })
    const withFiles = values['with-files']
    if (withFiles !== undefined && withFiles !== 'yes' && withFiles !== 'no')
      throw new UsageFailure({ en: '--with-files is yes or no.', ko: '--with-files는 yes나 no예요.' })
    const session = await context.session('profile')
    const file = values['backup-passphrase-file']
    const passphrase =
      every === undefined || every === 'off' ? passphraseFrom(file) : await passphraseOf(file, context, () => Promise.resolve(true))
    const status = await session.ask('backup.schedule', {
      ...(every !== undefined && { every }),
      ...(to !== undefined && { folder: resolve(to) }),
      ...(keep !== undefined && { keep }),
      ...(withFiles !== undefined && { withFiles: withFiles === 'yes' }),
      ...(passphrase !== undefined && { passphrase }),
    })
    return { json: status, human: () => statusText(status, context) }
  },
})

export const backupStatus = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const status = await session.ask('backup.status')
    return { json: status, human: () => statusText(status, context), exit: status.failed === undefined ? 0 : 1 }
  },
})

/** Of the backup: its own file, else the profile's; asked for at a terminal unless something else opens it. */
async function passphraseOf(
  file: string | undefined,
  context: CommandContext,
  hasOther: () => Promise<boolean>,
): Promise<string | undefined> {
  const given = passphraseFrom(file) ?? context.passphrase()
  if (given !== undefined || (await hasOther())) return given
  const typed = await askPassphrase(context)
  if (typed === undefined) throw new CommandFailure('PASSPHRASE_NEEDED')
  return typed
}

async function looked(file: string, passphrase: string): Promise<BackupSummary> {
  const verified = await verifyBackup(file, passphrase)
  if (!verified.ok) throw new CommandFailure(verified.code)
  return verified.value
}

/** With the key of the schedule; one who sits there and has none is asked. */
async function scheduledOne(file: string, context: CommandContext): Promise<BackupSummary> {
  const typed = await askPassphrase(context)
  if (typed !== undefined) return looked(file, typed)
  const session = await context.session('profile')
  return session.ask('backup.verify', { file }, AS_LONG_AS_IT_TAKES)
}

function summaryText(
  { file, bytes, at, name, rooms, contacts, messages, files, leftOut = [] }: BackupSummary,
  context: CommandContext,
): string {
  const when = new Date(at).toLocaleString(context.language)
  return [
    plain(file),
    context.say({
      en: `${plain(name)}, ${when}: ${rooms} rooms, ${contacts} contacts, ${messages} messages, ${files} files (${sizeText(bytes)})`,
      ko: `${plain(name)}, ${when}: 방 ${rooms}개, 연락처 ${contacts}명, 메시지 ${messages}개, 파일 ${files}개 (${sizeText(bytes)})`,
    }),
    ...(leftOut.length === 0 ? [] : [context.say({ en: `Not in it: ${leftOut.join(', ')}`, ko: `담지 않은 것: ${leftOut.join(', ')}` })]),
  ].join('\n')
}

function statusText({ every, failed, folder, keep, last, next }: BackupStatus, context: CommandContext): string {
  const { say, language } = context
  const time = (at: number): string => new Date(at).toLocaleString(language)
  const lines = [
    every === 'off'
      ? say({ en: 'No backups are scheduled.', ko: '정해 둔 백업이 없어요.' })
      : say({
          en: `${every === 'daily' ? 'Every day' : 'Every week'} into ${plain(folder ?? '')}, the newest ${keep} stay.`,
          ko: `${every === 'daily' ? '날마다' : '한 주에 한 번'} ${plain(folder ?? '')}에, 최근 ${keep}개를 남겨요.`,
        }),
    ...(next === undefined ? [] : [say({ en: `Next: ${time(next)}`, ko: `다음: ${time(next)}` })]),
    last === undefined
      ? say({ en: 'There is no backup yet.', ko: '아직 백업이 없어요.' })
      : say({ en: `Last: ${time(last.at)}, ${plain(basename(last.file))}`, ko: `마지막: ${time(last.at)}, ${plain(basename(last.file))}` }),
    ...(failed === undefined
      ? []
      : [
          say({
            en: `The last try failed, ${time(failed.at)}: ${failed.code}`,
            ko: `최근에 실패했어요, ${time(failed.at)}: ${failed.code}`,
          }),
        ]),
  ]
  return lines.join('\n')
}
