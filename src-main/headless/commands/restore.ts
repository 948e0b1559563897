/** `restore`: the account of twelve words, or of a backup, as a new device on this computer. */
import { resolve } from 'node:path'
import { restoreBackup } from '../../engine/index.ts'
import { type Answer, type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { computerName, restoreProfile } from '../new-profile.ts'
import { askPassphrase } from '../passphrase.ts'
import { plain } from '../terminal-text.ts'
import { wordsFrom } from '../words-input.ts'

export const restore = defineCommand({
  options: {
    'words-file': {
      kind: 'text',
      value: 'FILE',
      help: { en: 'where the 12 words are; - reads standard input', ko: '단어 12개가 든 파일. - 는 표준 입력' },
    },
    backup: {
      kind: 'text',
      value: 'FILE',
      help: { en: 'a backup instead of words; --passphrase-file opens it', ko: '단어 대신 백업 파일. --passphrase-file로 열어요' },
    },
    name: { kind: 'text', value: 'NAME', help: { en: 'what others see', ko: '다른 사람에게 보일 이름' } },
    'device-name': { kind: 'text', value: 'NAME', help: { en: 'what this computer is called', ko: '이 컴퓨터 이름' } },
  },
  positionals: NO_WORDS,
  notes: {
    en: 'Rooms and contacts come back when another of your devices is met, or when a contact who is near, or whose link you accept, says yes to this computer. “knocks” shows who was asked.',
    ko: '내 다른 기기를 만나거나, 가까이 있는 연락처나 링크를 준 연락처가 이 컴퓨터를 받아들이면 방과 연락처가 돌아와요. knocks 로 누구에게 물어봤는지 볼 수 있어요.',
  },
  async run(values, _words, context) {
    const file = values.backup
    if ((file === undefined) === (values['words-file'] === undefined))
      throw new UsageFailure({ en: 'Say one of --words-file and --backup.', ko: '--words-file과 --backup 가운데 하나를 말해 주세요.' })
    if (file !== undefined) return fromBackup(file, values, context)
    const words = await wordsFrom(values['words-file'] ?? '', context.io.input)
    const made = await restoreProfile(context, { words, name: values.name, deviceName: values['device-name'] })
    return {
      json: made,
      human: () =>
        context.say({
          en: 'Your account is on this computer now, as a new device.\nStart it (sarangbang serve) near a contact, or accept a contact’s link. They are asked, and may call you; after their yes your rooms come back.',
          ko: '이제 이 컴퓨터에서 새 기기로 계정을 쓸 수 있어요.\n연락처가 가까이 있는 곳에서 켜거나(sarangbang serve) 연락처의 링크를 받아들이세요. 상대가 전화로 확인하고 받아들이면 방이 돌아와요.',
        }),
    }
  },
})

/** Rooms, people and history are there at once; the passphrase of the backup protects the profile where the one before had one. */
async function fromBackup(
  file: string,
  values: { readonly name: string | undefined; readonly 'device-name': string | undefined },
  context: CommandContext,
): Promise<Answer> {
  if (values.name !== undefined)
    throw new UsageFailure({
      en: 'The name comes with the backup; --name is for words.',
      ko: '이름은 백업에 있어요. --name은 단어로 되살릴 때 써요.',
    })
  const passphrase = context.passphrase() ?? (await askPassphrase(context))
  if (passphrase === undefined) throw new CommandFailure('PASSPHRASE_NEEDED')
  const deviceName = values['device-name'] ?? computerName()
  const restored = await restoreBackup({ file: resolve(file), passphrase, profile: context.profile, deviceName })
  if (!restored.ok) throw new CommandFailure(restored.code)
  const { isProtected, ...made } = restored.value
  return {
    json: { ...made, protected: isProtected },
    human: () =>
      context.say({
        en: `${plain(made.name)} is on this computer now, as a new device, with ${made.rooms} rooms and ${made.messages} messages of ${new Date(made.at).toLocaleString('en')}.\nStart it (sarangbang serve): what was said since comes from the others.`,
        ko: `이제 이 컴퓨터에서 ${plain(made.name)} 계정을 새 기기로 쓸 수 있어요. ${new Date(made.at).toLocaleString('ko')}까지의 방 ${made.rooms}개와 메시지 ${made.messages}개가 있어요.\n켜 두면(sarangbang serve) 그 뒤의 이야기는 다른 사람들에게서 와요.`,
      }),
  }
}
