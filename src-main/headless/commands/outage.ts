/** `outage …`: watching whether the usual messengers answer. Off until somebody switches it on; what it asks is listed by `outage`. */
import type { Entry } from '../../../shared/i18n/index.ts'
import { hereText, outageConsent, outageStates } from '../../../shared/i18n/index.ts'
import { hostText, type OutageView } from '../../../shared/outage/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { findRoom } from '../find.ts'
import type { Session } from '../session.ts'
import { columns, plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'

export const outage = defineCommand({
  options: { check: { kind: 'flag', help: { en: 'look now', ko: '지금 살펴봐요' } } },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    const session = await context.session(values.check === true ? 'engine' : 'profile')
    return shown(await session.ask(values.check === true ? 'outage.check' : 'outage.get'), context)
  },
})

export const on = defineCommand({
  options: {},
  positionals: { shown: '[SERVICE]…', min: 0, max: 12 },
  notes: outageConsent,
  async run(_values, services, context) {
    const session = await context.session('profile')
    const watch = services.length === 0 ? undefined : await meant(session, services)
    return shown(await session.ask('outage.choose', { isOn: true, ...(watch !== undefined && { watch }) }), context)
  },
})

export const off = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    return shown(await session.ask('outage.choose', { isOn: false }), context)
  },
})

export const hosts = defineCommand({
  options: {},
  positionals: { shown: 'add|remove SERVICE HOST', min: 3, max: 3 },
  notes: {
    en: 'A service that is not in the list becomes one of your own. HOST is a name or an address, with :PORT unless it is 443.',
    ko: '목록에 없는 서비스는 새로 더해요. HOST는 이름이나 주소이고, 443이 아니면 :PORT를 붙여요.',
  },
  async run(_values, [act = '', service = '', host = ''], context) {
    if (act !== 'add' && act !== 'remove') throw new UsageFailure({ en: 'Say add or remove.', ko: 'add나 remove로 써요.' })
    const session = await context.session('profile')
    const [known = service] = await meant(session, [service], true)
    return shown(await session.ask(act === 'add' ? 'outage.addHost' : 'outage.removeHost', { service: known, host }), context)
  },
})

export const rooms = defineCommand({
  options: {},
  positionals: { shown: '[ROOM]…', min: 0, max: 32 },
  notes: { en: 'Where `outage here` goes. These replace the former ones.', ko: 'outage here가 가는 방이에요. 이전 것을 대신해요.' },
  async run(_values, names, context) {
    const session = await context.session('profile')
    const chosen = []
    for (const name of names) chosen.push(await findRoom(session, name))
    return shown(await session.ask('outage.choose', { rooms: chosen }), context)
  },
})

export const here = defineCommand({
  options: {},
  positionals: NO_WORDS,
  notes: { en: 'An ordinary message into the chosen rooms.', ko: '골라 둔 방에 보통 메시지로 보내요.' },
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const done = await session.ask('outage.here', { text: context.say(hereText) })
    return {
      json: done,
      human: () => context.say({ en: `Sent into ${done.sent.length} rooms.`, ko: `방 ${done.sent.length}개에 보냈어요.` }),
      ...(done.failed.length > 0 && { exit: 1 as const }),
    }
  },
})

/** Services by what they are called in either language. */
async function meant(session: Session, typed: readonly string[], isNewAllowed = false): Promise<string[]> {
  const { services } = await session.ask('outage.get')
  return typed.map((word) => {
    const wanted = word.trim().toLowerCase()
    const found = services.find(({ service, name }) => [service, name.ko, name.en].some((text) => text.toLowerCase() === wanted))
    if (found !== undefined) return found.service
    if (isNewAllowed) return word.trim()
    const all = services.map(({ service }) => service).join(', ')
    throw new UsageFailure({ en: `A service is one of ${all}.`, ko: `서비스는 ${all} 가운데 하나예요.` })
  })
}

function shown(view: OutageView, { say, language }: CommandContext) {
  return {
    json: outageJson(view),
    human: () => {
      const line = (name: Entry, text: Entry): string => `${say(name)}: ${say(text)}`
      const rows = view.services.map(({ name, isWatched, state, since, hosts: asked }) => [
        plain(name[language]),
        isWatched ? say(outageStates[view.isOn ? state : 'unknown']) : say({ en: 'not watched', ko: '살펴보지 않아요' }),
        view.isOn && isWatched && since !== undefined && state !== 'ok' ? timeText(since, language, Date.now()) : '',
        asked.map((host) => plain(hostText(host))).join(' '),
      ])
      return [
        line({ en: 'Watching', ko: '살펴보기' }, view.isOn ? { en: 'on', ko: '켜짐' } : { en: 'off', ko: '꺼짐' }),
        columns(rows),
      ].join('\n')
    },
  }
}

function outageJson({ isOn, ownInternet, rooms: chosen, services }: OutageView) {
  return {
    on: isOn,
    ownInternet,
    rooms: chosen,
    services: services.map(({ service, name, isPreset, isWatched, hosts: asked, state, since, checkedAt, backAt }) => ({
      ...{ service, name, preset: isPreset, watched: isWatched, hosts: asked.map(hostText), state },
      ...(since !== undefined && { since }),
      ...(checkedAt !== undefined && { checkedAt }),
      ...(backAt !== undefined && { backAt }),
    })),
  }
}
