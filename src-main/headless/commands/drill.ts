/** `drill start|stop|status`: for some minutes only what would work without the internet, and who answers then. */
import { DRILL_MODES, type DrillMode, type DrillPerson, type DrillResult, type DrillState } from '../../../shared/drill/index.ts'
import { drillModes, drillSummary } from '../../../shared/i18n/index.ts'
import { READINESS } from '../../../shared/limits.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { columns, plain } from '../terminal-text.ts'
import { timeText } from '../text-views.ts'
import { WAYS } from './readiness.ts'

export const start = defineCommand({
  options: {
    mode: {
      kind: 'text',
      value: 'MODE',
      required: true,
      help: { en: `${DRILL_MODES.join(', ')}`, ko: `${DRILL_MODES.join(', ')} 가운데 하나` },
    },
    minutes: {
      kind: 'text',
      value: 'N',
      help: {
        en: `how long, 1 to ${READINESS.DRILL_MINUTES_MAX}; otherwise ${READINESS.DRILL_MINUTES}`,
        ko: `몇 분 동안, 1~${READINESS.DRILL_MINUTES_MAX}. 없으면 ${READINESS.DRILL_MINUTES}분`,
      },
    },
  },
  positionals: NO_WORDS,
  notes: {
    en: 'no-internet: only addresses inside the house. lan-only: only the networks this computer is on. carriers-only: only computers that keep a room of mine. All else is let go until the end, whoever talks through this computer included. Messages wait and go out afterwards.',
    ko: 'no-internet: 집 안 주소만 써요. lan-only: 이 컴퓨터가 이어진 네트워크만 써요. carriers-only: 내 방을 맡아 둔 컴퓨터만 써요. 끝날 때까지 나머지는 끊어요. 이 컴퓨터를 거쳐 이야기하던 사람도 끊겨요. 쓴 메시지는 기다렸다가 나중에 나가요.',
  },
  async run(values, _words, context) {
    const mode = modeOf(values.mode)
    const minutes = values.minutes === undefined ? undefined : minutesOf(values.minutes)
    const session = await context.session('engine')
    const state = await session.ask('drill.start', { mode, ...(minutes !== undefined && { minutes }) })
    return { json: { running: state }, human: () => runningText(state, context) }
  },
})

export const stop = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('engine')
    const result = await session.ask('drill.stop')
    return { json: { result }, human: () => resultText(result, context) }
  },
})

export const status = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const { running, results } = await session.ask('drill.status')
    return {
      json: { ...(running !== undefined && { running }), results },
      human: () => {
        const [latest] = results
        if (running !== undefined) return runningText(running, context)
        return latest === undefined
          ? context.say({ en: 'There was no drill yet.', ko: '아직 연습한 적이 없어요.' })
          : resultText(latest, context)
      },
    }
  },
})

function modeOf(typed: string): DrillMode {
  const mode = DRILL_MODES.find((each) => each === typed)
  if (mode !== undefined) return mode
  throw new UsageFailure({ en: `--mode is one of ${DRILL_MODES.join(', ')}.`, ko: `--mode는 ${DRILL_MODES.join(', ')} 가운데 하나예요.` })
}

function minutesOf(typed: string): number {
  const minutes = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  if (minutes >= 1 && minutes <= READINESS.DRILL_MINUTES_MAX) return minutes
  const most = READINESS.DRILL_MINUTES_MAX
  throw new UsageFailure({ en: `--minutes is a whole number from 1 to ${most}.`, ko: `--minutes는 1부터 ${most}까지예요.` })
}

function runningText(state: DrillState, context: CommandContext): string {
  const { language, say } = context
  const until = timeText(state.endsAt, language, Date.now())
  return [
    `${drillModes[state.mode][language]} · ${say({ en: 'until', ko: '끝나는 때' })} ${until}`,
    ...(state.people.length === 0 ? [] : [columns(state.people.map((person) => rowOf(person, context)))]),
  ].join('\n')
}

function resultText(result: DrillResult, context: CommandContext): string {
  const { language } = context
  const sentence = drillSummary({ ...result, people: result.people.map((person) => ({ ...person, name: plain(person.name) })) }, language)
  return [
    `${timeText(result.startedAt, language, Date.now())} · ${drillModes[result.mode][language]}`,
    sentence,
    ...(result.people.length === 0 ? [] : [columns(result.people.map((person) => rowOf(person, context)))]),
  ].join('\n')
}

function rowOf({ name, answered, keptBy }: DrillPerson, { say }: CommandContext): readonly string[] {
  if (answered !== undefined) return [plain(name), say({ en: 'answered', ko: '대답했어요' }), say(WAYS[answered.way])]
  if (keptBy !== undefined) return [plain(name), say({ en: `kept by ${plain(keptBy)}`, ko: `${plain(keptBy)} 컴퓨터가 맡아 둬요` }), '']
  return [plain(name), say({ en: 'no answer', ko: '대답이 없어요' }), '']
}
