/** `readiness`: whom one would reach if the usual messenger were gone, by name, and the next thing to do about it. */
import { nearSummary, readySteps, readyStepText, readySummary } from '../../../shared/i18n/index.ts'
import type { ReadinessView, ReadyPerson } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { columns, plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'

export const readiness = defineCommand({
  options: {},
  positionals: NO_WORDS,
  notes: {
    en: 'What this computer has seen itself. Nobody is asked anything; `drill` does that.',
    ko: '이 컴퓨터가 직접 본 것만 알려 줘요. 아무에게도 묻지 않아요. 물어보려면 drill을 써요.',
  },
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const view = await session.ask('readiness.view')
    return { json: readinessJson(view), human: () => shown(view, context) }
  },
})

function shown({ at, people, reached, missing, steps }: ReadinessView, context: CommandContext): string {
  const { language, say } = context
  const lines = [readySummary({ reached: reached.map(plain), missing: missing.map(plain) }, language)]
  const near = people.filter(({ worksWithoutInternet }) => worksWithoutInternet).map(({ name }) => plain(name))
  if (people.length > 0) lines.push(nearSummary(near, language), '', columns(people.map((person) => rowOf(person, at, context))))
  const [next, ...later] = steps
  if (next !== undefined) {
    lines.push('', `${say({ en: 'Next', ko: '다음으로 할 일' })}: ${readyStepText(named(next), language)}`)
    lines.push(...later.map((step) => `  ${say(readySteps[step.code].title)}`))
  }
  return lines.join('\n')
}

function named(step: ReadinessView['steps'][number]) {
  return { code: step.code, names: step.people.map(({ name }) => plain(name)) }
}

function rowOf(person: ReadyPerson, at: number, { language, say }: CommandContext): readonly string[] {
  const { name, state, last, verified, alwaysOn, keptBy, worksWithoutInternet } = person
  return [
    plain(name),
    say(STATES[state]),
    last === undefined ? '' : `${timeText(last.at, language, at)} ${say(WAYS[last.way])}`,
    verified ? say({ en: 'compared', ko: '번호를 비교했어요' }) : '',
    alwaysOn === 'own'
      ? say({ en: 'has a computer that is always on', ko: '늘 켜 둔 컴퓨터가 있어요' })
      : keptBy === undefined
        ? ''
        : say({ en: `kept by ${plain(keptBy.name)}`, ko: `맡아 두는 사람: ${plain(keptBy.name)}` }),
    worksWithoutInternet ? say({ en: 'also without the internet', ko: '인터넷 없이도' }) : '',
  ]
}

const STATES = {
  reached: { en: 'reached', ko: '닿아요' },
  stale: { en: 'not for long', ko: '오래 못 만났어요' },
  never: { en: 'never met', ko: '아직 안 이어졌어요' },
  asked: { en: 'has not come yet', ko: '아직 오지 않았어요' },
  invited: { en: 'invited', ko: '초대했어요' },
} as const

export const WAYS = {
  near: { en: 'same network', ko: '같은 네트워크' },
  internet: { en: 'internet', ko: '인터넷' },
  through: { en: 'through somebody', ko: '거쳐서' },
} as const

function readinessJson({ at, people, reached, missing, own, steps }: ReadinessView) {
  const { backup, lastDrillAt, ...rest } = own
  return {
    at,
    reached,
    missing,
    people: people.map(({ account, picture: _picture, last, nearAt, keptBy, ...person }) => ({
      ...(account !== undefined && { account }),
      ...person,
      ...(last !== undefined && { last: { at: last.at, way: last.way, ...(last.through !== undefined && { through: last.through }) } }),
      ...(nearAt !== undefined && { nearAt }),
      ...(keptBy !== undefined && { keptBy }),
    })),
    own: { ...rest, ...(backup !== undefined && { backup }), ...(lastDrillAt !== undefined && { lastDrillAt }) },
    steps: steps.map(({ code, people: about }) => ({
      code,
      people: about.map(({ account, name }) => ({ ...(account !== undefined && { account }), name })),
    })),
  }
}
