/** `knocks` and `knock …`: becoming contacts on one network, by comparing six digits on both screens. */
import { setTimeout as sleep } from 'node:timers/promises'
import { knockKinds, knockStates, returnAsked } from '../../../shared/i18n/index.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { knockJson } from '../json-shapes.ts'
import { columns, plain } from '../terminal-text.ts'

const whatFor = ({ kind, direction }: KnockView) => (kind === 'return' && direction === 'out' ? returnAsked : knockKinds[kind])

/** How long to wait for the six digits. */
const DIGITS_MS = 5_000
const RETRY_MS = 50

const ID = { shown: 'ID', min: 1, max: 1 } as const

export const knocks = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('engine')
    const all = await session.ask('people.knocks')
    return {
      json: { knocks: all.map(knockJson) },
      human: () => {
        if (all.length === 0) return context.say({ en: 'Nobody asks.', ko: '요청이 없어요.' })
        return columns(
          all.map((one) => [
            one.direction === 'in' ? '→' : '←',
            plain(one.name),
            whatFor(one)[context.language],
            plain(one.id),
            knockStates[one.state][context.language],
            one.code ?? '',
          ]),
        )
      },
    }
  },
})

export const accept = defineCommand({
  options: {},
  positionals: ID,
  run: (_values, [id = ''], context) =>
    answer(context, async (ask) => {
      let knock = await ask('people.answerKnock', { id, accept: true }, 0)
      // The digits need a word from the other side first.
      for (const deadline = performance.now() + DIGITS_MS; knock.state === 'waiting' && performance.now() < deadline;) {
        await sleep(RETRY_MS)
        knock = (await ask('people.knocks')).find((one) => one.id === id) ?? knock
      }
      return knock
    }),
})

export const refuse = defineCommand({
  options: {},
  positionals: ID,
  run: (_values, [id = ''], context) => answer(context, (ask) => ask('people.answerKnock', { id, accept: false }, 0)),
})

export const confirm = defineCommand({
  options: { different: { kind: 'flag', help: { en: 'the digits differ: end it', ko: '숫자가 달라요: 그만두기' } } },
  positionals: ID,
  run: ({ different }, [id = ''], context) => answer(context, (ask) => ask('people.confirmKnock', { id, same: !different }, 0)),
})

export function knockText(knock: KnockView, context: CommandContext): string {
  const parts = [plain(knock.name), knockStates[knock.state][context.language], ...(knock.code === undefined ? [] : [knock.code])]
  if (knock.state !== 'comparing') return parts.join(' · ')
  const next = context.say({
    en: `If both screens show the same digits: sarangbang knock confirm ${plain(knock.id)}`,
    ko: `두 화면의 숫자가 같으면: sarangbang knock confirm ${plain(knock.id)}`,
  })
  return `${parts.join(' · ')}\n${next}`
}

type Ask = Awaited<ReturnType<CommandContext['session']>>['ask']

async function answer(context: CommandContext, act: (ask: Ask) => Promise<KnockView>) {
  const session = await context.session('engine')
  const knock = await act(session.ask)
  return { json: { knock: knockJson(knock) }, human: () => knockText(knock, context) }
}
