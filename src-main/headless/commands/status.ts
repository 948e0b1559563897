/** `status`: who can be reached and why not, what waits here, and how this computer's own network is. */
import { localReasons, protections, reachStates } from '../../../shared/i18n/index.ts'
import type { CarriedFor, CarryAsk } from '../../../shared/messenger/index.ts'
import type { EngineStatus } from '../../../shared/rpc/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { statusJson } from '../json-shapes.ts'
import { sizeText } from '../sizes.ts'
import { columns, plain } from '../terminal-text.ts'
import { reasonText, timeText } from '../text-views.ts'

export const status = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const current = await session.ask('status.get')
    const [asks, carried] = [await session.ask('carrying.asks'), await session.ask('carrying.carried')]
    return {
      json: { ...statusJson(current), ...(asks.length > 0 && { carryAsks: asks }), ...(carried.length > 0 && { carried }) },
      human: () => [statusText(current, context), carryText(asks, carried, context)].filter((part) => part !== '').join('\n\n'),
    }
  },
})

function statusText(current: EngineStatus, { say, language }: CommandContext): string {
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
      one.via ?? '',
      reasonText(one.code, language),
      timeText(one.since, language, Date.now()),
    ]),
  )
  return [say(current.network === 'on' ? running : off), facts, people].filter((part) => part !== '').join('\n\n')
}

function carryText(asks: readonly CarryAsk[], carried: readonly CarriedFor[], { say }: CommandContext): string {
  return columns([
    ...asks.map(({ name }) => [say({ en: 'Asks to keep rooms', ko: '맡아 달라는 부탁' }), plain(name)]),
    ...carried.map(({ name, used, quota }) => [
      say({ en: 'Keeps rooms for', ko: '맡아 주는 사람' }),
      plain(name),
      `${sizeText(used)} / ${sizeText(quota)}`,
    ]),
  ])
}
