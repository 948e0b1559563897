/** `status`: who can be reached and why not, what waits here, and how this computer's own network is. */
import { shortId } from '../../../shared/ids/index.ts'
import { localReasons, protections, reachStates } from '../../../shared/i18n/index.ts'
import type { EngineStatus, NamedDevice } from '../../../shared/rpc/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { statusJson } from '../json-shapes.ts'
import { columns, plain } from '../terminal-text.ts'
import { reasonText, timeText } from '../text-views.ts'

export const status = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const current = await session.ask('status.get')
    return { json: statusJson(current), human: () => statusText(current, context) }
  },
})

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
  const outside = columns(outsideRows(current, context))
  return [say(current.network === 'on' ? running : off), facts, outside, people].filter((part) => part !== '').join('\n\n')
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
