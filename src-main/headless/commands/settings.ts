/** `settings`: what this person chose for the profile, as far as it counts without a window; `settings read-receipts on|off` and the like choose. */
import type { Entry } from '../../../shared/i18n/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { Settings } from '../../../shared/messenger/index.ts'
import { parseTypedAddress } from '../../../shared/reach/index.ts'
import { type Command, type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { settingsJson } from '../json-shapes.ts'
import { onOrOff } from '../on-or-off.ts'
import { sizeText } from '../sizes.ts'
import { plain } from '../terminal-text.ts'

export const settings = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    return shown(await session.ask('profile.settings'), context)
  },
})

export const readReceipts = onOff('readReceipts', {
  en: 'off: from now on nobody sees what I have read on this computer, and I see of nobody. What was said before stays said.',
  ko: 'off: 이제부터 이 컴퓨터에서 내가 무엇을 읽었는지 아무도 볼 수 없고, 나도 볼 수 없어요. 이미 알려진 것은 그대로예요.',
})

export const typing = onOff('typing', {
  en: 'off: nobody is shown that I am writing, and I am shown of nobody.',
  ko: 'off: 내가 입력 중인 것을 아무도 볼 수 없고, 나도 볼 수 없어요.',
})

export const rendezvous = onOff('rendezvous', {
  en: 'on: when nothing else finds a contact, I leave my addresses for them in a table that always-on computers of people keep together, and look for theirs. Sealed, under a name that changes daily: nobody but the two of us can read it or follow us. Those computers do see that somebody at my internet address asks.',
  ko: 'on: 다른 방법으로 연락처를 찾지 못하면, 늘 켜 두는 컴퓨터들이 함께 보관하는 표에 내 주소를 남기고 상대 주소를 찾아요. 봉해서, 날마다 바뀌는 이름으로 남기니 우리 둘 말고는 읽거나 뒤쫓을 수 없어요. 다만 그 컴퓨터들은 내 인터넷 주소에서 누군가 물어봤다는 것은 알 수 있어요.',
})

export const bootstrap = defineCommand({
  options: {},
  positionals: { shown: '[ADDRESS]…', min: 0, max: RESOURCE.RENDEZVOUS_BOOTSTRAP },
  notes: {
    en: 'Where a computer serves the table, as HOST:PORT. These replace the former ones; none: only those that contacts run.',
    ko: '표를 보관하는 컴퓨터의 주소(HOST:PORT)예요. 이전 것을 대신해요. 비우면 연락처가 켜 둔 것만 써요.',
  },
  async run(_values, words, context) {
    const addresses = words.map((word) => {
      const address = parseTypedAddress(word)
      if (address?.carrier === 'tcp' && address.zone === undefined) return address.text
      const shownWord = plain(word).slice(0, 80)
      throw new UsageFailure({
        en: `An address looks like 203.0.113.7:4310, not ${shownWord}.`,
        ko: `주소는 203.0.113.7:4310처럼 써요: ${shownWord}`,
      })
    })
    const session = await context.session('profile')
    return shown(await session.ask('profile.changeSettings', { bootstrap: addresses }), context)
  },
})

export const relay = onOff('relay', {
  en: 'on: while this computer is on, my contacts and the people in my rooms may talk through it when they cannot reach each other; so may somebody one of them invited, at the first visit, 1 MB in two minutes. Nobody here can read what they say. It uses some of my internet: at most 1 MB a second for each talk, 2 GB a day. They and I see who talks through whom.\noff: such talks end at once, and nobody starts one.',
  ko: 'on: 이 컴퓨터가 켜져 있는 동안, 서로 닿지 못하는 내 연락처와 방 사람들이 이 컴퓨터를 거쳐 이야기할 수 있어요. 그중 누가 초대한 사람이 처음 들어올 때도 2분 동안 1MB까지 거쳐 가요. 내용은 여기서 읽을 수 없어요. 내 인터넷을 조금 써요: 대화마다 1초에 1MB까지, 하루에 2GB까지. 누가 누구를 거치는지는 그들과 내가 볼 수 있어요.\noff: 그런 대화는 바로 끝나고, 새로 시작할 수 없어요.',
})

export const portMapping = onOff('portMapping', {
  en: 'on: the router of this network is asked to let the others in, so that they reach me from outside. What it opened is closed when the service stops.\noff: it is not asked.',
  ko: 'on: 밖에 있는 사람도 나에게 닿을 수 있게, 이 네트워크의 공유기에 길을 열어 달라고 해요. 연 길은 서비스가 멈출 때 닫아요.\noff: 부탁하지 않아요.',
})

const KIB = 1024
const MIB = 1024 * KIB
const AUTO: Readonly<Record<Settings['autoFetch'], Entry>> = {
  always: { en: 'from everybody', ko: '누구에게서든' },
  nearby: { en: 'on the same network only', ko: '같은 네트워크에서만' },
  never: { en: 'never', ko: '받지 않음' },
}

type Switch = { readonly [Key in keyof Settings]: Settings[Key] extends boolean ? Key : never }[keyof Settings]

/** `settings KEY on|off`. */
function onOff(key: Switch, notes: Entry): Command {
  return defineCommand({
    options: {},
    positionals: { shown: 'on|off', min: 1, max: 1 },
    notes,
    async run(_values, [word = ''], context) {
      const isOn = onOrOff(word)
      const session = await context.session('profile')
      return shown(await session.ask('profile.changeSettings', { [key]: isOn }), context)
    },
  })
}

function shown(current: Settings, context: CommandContext) {
  return { json: settingsJson(current), human: () => settingsText(current, context) }
}

export function settingsText(current: Settings, { say }: Pick<CommandContext, 'say'>): string {
  const line = (name: Entry, isOn: boolean): string => `${say(name)}: ${say(isOn ? { en: 'on', ko: '켜짐' } : { en: 'off', ko: '꺼짐' })}`
  const lines = (): readonly string[] => [
    line({ en: 'Read receipts', ko: '읽음 표시' }, current.readReceipts),
    line({ en: 'Show that I am writing', ko: '입력 중 표시' }, current.typing),
    line({ en: 'Find people over others’ computers', ko: '다른 사람들 컴퓨터를 거쳐 찾기' }, current.rendezvous),
    ...current.bootstrap.map((address) => `  ${address}`),
    line({ en: 'Others may talk through this computer', ko: '다른 사람이 이 컴퓨터를 거쳐 이야기하기' }, current.relay),
    line({ en: 'Ask the router to let others in', ko: '공유기에 길 열어 달라고 하기' }, current.portMapping),
    `${say({ en: 'Pictures and voice by themselves', ko: '사진과 음성 저절로 받기' })}: ${say(AUTO[current.autoFetch])} (${sizeText(current.autoFetchMib * MIB)})`,
    `${say({ en: 'Files take at most', ko: '파일이 쓰는 자리' })}: ${sizeText(current.mediaMib * MIB)}, ${say({ en: 'of a room', ko: '방마다' })} ${sizeText(current.roomMediaMib * MIB)}`,
    ...(current.uploadKib === 0
      ? []
      : [`${say({ en: 'Files go out at', ko: '파일을 보내는 속도' })}: ${sizeText(current.uploadKib * KIB)}/s`]),
  ]
  return lines().join('\n')
}
