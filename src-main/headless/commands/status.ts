/** `status`: who can be reached and why not, what waits here, and how this computer's own network is. */
import type { AccountId } from '../../../shared/ids/index.ts'
import { shortId } from '../../../shared/ids/index.ts'
import { type Language, localReasons, protections, reachStates, rendezvousStates } from '../../../shared/i18n/index.ts'
import type { CarriedFor, CarryAsk, FileArrival } from '../../../shared/messenger/index.ts'
import type { EngineStatus, NamedDevice } from '../../../shared/rpc/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { statusJson } from '../json-shapes.ts'
import { sizeText } from '../sizes.ts'
import { columns, plain } from '../terminal-text.ts'
import { reasonText, timeText } from '../text-views.ts'

export const status = defineCommand({
  options: {
    'look-again': {
      kind: 'flag',
      help: { en: 'first try everybody again, by every way there is', ko: '먼저 모두를 모든 방법으로 다시 찾아보기' },
    },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session('profile')
    if (values['look-again']) await session.ask('status.lookAgain')
    const current = await session.ask('status.get')
    const [asks, carried] = [await session.ask('carrying.asks'), await session.ask('carrying.carried')]
    const transfers = transfersOf(await session.ask('transfers.list'))
    return {
      json: { ...statusJson(current), transfers, ...(asks.length > 0 && { carryAsks: asks }), ...(carried.length > 0 && { carried }) },
      human: () =>
        [statusText(current, context), transfersText(transfers, context), carryText(asks, carried, context)]
          .filter((part) => part !== '')
          .join('\n\n'),
    }
  },
})

interface Transfers {
  readonly running: number
  readonly waiting: number
  readonly bytes: number
  readonly size: number
  readonly bytesPerSecond: number
}

/** `bytes` of `size` are here of those that come now. */
function transfersOf(all: readonly FileArrival[]): Transfers {
  const running = all.filter(({ state }) => state === 'running')
  const sum = (of: (one: FileArrival) => number): number => Math.round(running.reduce((total, one) => total + of(one), 0))
  return {
    running: running.length,
    waiting: all.length - running.length,
    bytes: sum(({ bytes }) => bytes),
    size: sum(({ size }) => size),
    bytesPerSecond: sum(({ bytesPerSecond }) => bytesPerSecond),
  }
}

function transfersText({ running, waiting, bytes, size, bytesPerSecond }: Transfers, { say }: CommandContext): string {
  if (running + waiting === 0) return ''
  const come = `${running} (${sizeText(bytes)} / ${sizeText(size)}, ${sizeText(bytesPerSecond)}/s)`
  return columns([
    ...(running === 0 ? [] : [[say({ en: 'Files on their way', ko: '받고 있는 파일' }), come]]),
    ...(waiting === 0 ? [] : [[say({ en: 'Files that wait', ko: '기다리는 파일' }), String(waiting)]]),
  ])
}

/** Where people say that they are, and from whom that is known. */
function recordsText(current: EngineStatus, { say, language }: Pick<CommandContext, 'say' | 'language'>): string {
  if (current.records.length === 0) return ''
  const names = new Map(current.contacts.map(({ account, name }) => [account, name]))
  const nameOf = (account: AccountId | undefined): string =>
    plain(account === undefined ? '?' : (names.get(account) ?? account.slice(0, 8)))
  const rows = current.records.flatMap(({ account, addresses, by, isFirstHand, since }) =>
    addresses.map((address, at) => {
      if (at > 0) return ['', address, '', '']
      const name = account === current.me.account ? plain(current.me.name) : nameOf(account)
      const from = isFirstHand
        ? say({ en: 'told by themselves', ko: '직접 알려 줌' })
        : say({ en: `told by ${nameOf(by)}`, ko: `알려 준 사람: ${nameOf(by)}` })
      return [name, address, from, timeText(since, language, Date.now())]
    }),
  )
  return [say({ en: 'Addresses people gave:', ko: '사람들이 알려 준 주소:' }), columns(rows)].join('\n')
}

function statusText(current: EngineStatus, context: CommandContext): string {
  const { say, language } = context
  const running = { en: 'Sarangbang is running.', ko: '사랑방이 실행 중이에요.' }
  const off = { en: 'Sarangbang is not running.', ko: '사랑방이 실행 중이 아니에요.' }
  const facts = columns([
    [say({ en: 'Me', ko: '나' }), plain(current.me.name)],
    [say({ en: 'Waiting here', ko: '여기서 기다리는 메시지' }), String(current.queued)],
    [say({ en: 'Protection', ko: '보호' }), protections[current.protection][language]],
    ...current.addresses.map((address) => [say({ en: 'Address', ko: '주소' }), address]),
    ...current.listening.flatMap(({ address, code }) => (code === undefined ? [] : [[address, localReasons[code][language]]])),
    ...rendezvousRows(current, language),
    ...(current.mdns === 'off'
      ? []
      : current.mdns.flatMap((one) => (one.code === undefined ? [] : [[one.interface, localReasons[one.code][language]]]))),
  ])
  const people = columns(
    current.contacts.map((one) => [
      plain(one.name),
      reachStates[one.reach][language],
      one.through === undefined
        ? (one.via ?? '')
        : one.through === ''
          ? say({ en: "through somebody's device", ko: '다른 사람 기기를 거쳐서' })
          : say({ en: `through ${plain(one.through)}'s device`, ko: `${plain(one.through)} 님의 기기를 거쳐서` }),
      reasonText(one.code, language),
      timeText(one.since, language, Date.now()),
    ]),
  )
  const told = recordsText(current, { say, language })
  const outside = columns(outsideRows(current, context))
  return [say(current.network === 'on' ? running : off), facts, outside, people, told].filter((part) => part !== '').join('\n\n')
}

/** Nothing while it is off and serves nobody. */
function rendezvousRows({ rendezvous }: EngineStatus, language: Language): readonly (readonly string[])[] {
  const { state, serving } = rendezvous
  const look = { en: 'Far search', ko: '멀리 찾기' }[language]
  const serve = { en: 'Keeps the table', ko: '찾기 표 보관' }[language]
  return [
    ...(state === 'off' ? [] : [[look, rendezvousStates[state][language]]]),
    ...(serving === undefined
      ? []
      : [[serve, [`${serving.port}`, ...(serving.code === undefined ? [] : [localReasons[serving.code][language]])].join(' · ')]]),
  ]
}

function carryText(asks: readonly CarryAsk[], carried: readonly CarriedFor[], { say }: CommandContext): string {
  return columns([
    ...asks.map(({ name }) => [say({ en: 'Asks to keep rooms', ko: '맡아 달라는 부탁' }), plain(name)]),
    ...carried.map(({ name, used, quota, files }) => [
      say({ en: 'Keeps rooms for', ko: '맡아 주는 사람' }),
      plain(name),
      `${sizeText(used)} / ${sizeText(quota)}`,
      files.quota === 0 ? '' : `${say({ en: 'files', ko: '파일' })} ${sizeText(files.bytes)} / ${sizeText(files.quota)}`,
    ]),
  ])
}

/** Who helps whom across networks; nothing where nobody does. */
function outsideRows({ outside }: EngineStatus, { say, language }: CommandContext): readonly (readonly string[])[] {
  const name = ({ device, name: known }: NamedDevice): string => plain(known ?? shortId(device))
  const relays = outside.relays.map(name).join(', ')
  const fromOutside = say({ en: 'From outside', ko: '밖에서' })
  return [
    ...(outside.reachable === 'yes'
      ? [[fromOutside, say({ en: 'others can reach this computer', ko: '이 컴퓨터에 닿을 수 있어요' })]]
      : []),
    ...(outside.reachable === 'no'
      ? [[fromOutside, say({ en: 'nobody can reach this computer directly', ko: '이 컴퓨터에 바로 닿을 수 없어요' })]]
      : []),
    ...(outside.mapping === 'mapped' ? [[say({ en: 'Router', ko: '공유기' }), say({ en: 'lets others in', ko: '길을 열어 줬어요' })]] : []),
    ...(relays === '' ? [] : [[say({ en: 'Reached through', ko: '나를 이어 주는 기기' }), relays]]),
    ...outside.circuits.map(({ from, to, since }) => [
      say({ en: 'Talk through here', ko: '여기를 거치는 대화' }),
      `${name(from)} – ${name(to)}`,
      timeText(since, language, Date.now()),
    ]),
  ]
}
