/** The help texts, made from the same tables the parser reads. */
import type { Entry } from '../../shared/i18n/index.ts'
import type { OptionTable } from './arguments.ts'
import { COMMANDS, type CommandEntry } from './commands/index.ts'
import type { Command } from './command.ts'
import { GLOBAL_OPTIONS } from './global-options.ts'
import { columns } from './terminal-text.ts'

type Say = (entry: Entry) => string

const GROUPS: Readonly<Record<CommandEntry['group'], Entry>> = {
  start: { en: 'Start', ko: '시작' },
  people: { en: 'People', ko: '사람' },
  rooms: { en: 'Rooms', ko: '방' },
  messages: { en: 'Messages', ko: '메시지' },
  moving: { en: 'Moving in and out', ko: '옮겨 오고 가기' },
  engine: { en: 'Engine', ko: '엔진' },
}

/** All commands, or some of them. */
export function overview(say: Say, shown: readonly CommandEntry[] = COMMANDS): string {
  const all = Object.entries(GROUPS).map(([group, title]) => {
    const rows = shown.filter((command) => command.group === group).map((command) => [`  ${command.name}`, say(command.summary)])
    return { title: say(title), rows }
  })
  const parts = all.filter(({ rows }) => rows.length > 0)
  // One table for all groups, so that the columns line up over the whole page.
  const lines = columns(parts.flatMap((part) => part.rows)).split('\n')
  const body = parts.map((part) => [part.title, ...lines.splice(0, part.rows.length)].join('\n'))
  const usage = say({ en: 'Usage: sarangbang COMMAND [options]', ko: '사용법: sarangbang 명령 [옵션]' })
  const more = say({ en: 'sarangbang COMMAND --help says more.', ko: 'sarangbang 명령 --help 로 자세히 볼 수 있어요.' })
  return [usage, ...body, `${say(OPTIONS)}\n${optionRows(GLOBAL_OPTIONS, say)}`, more].join('\n\n')
}

export function commandHelp(entry: CommandEntry, command: Command, say: Say): string {
  const own = Object.keys(command.options).length > 0 ? ` ${say({ en: '[options]', ko: '[옵션]' })}` : ''
  const words = command.positionals.shown === '' ? '' : ` ${command.positionals.shown}`
  const usage = `${say({ en: 'Usage', ko: '사용법' })}: sarangbang ${entry.name}${own}${words}`
  return [
    `${usage}\n${say(entry.summary)}`,
    ...(command.notes === undefined ? [] : [say(command.notes)]),
    `${say(OPTIONS)}\n${optionRows({ ...command.options, ...GLOBAL_OPTIONS }, say)}`,
  ].join('\n\n')
}

const OPTIONS: Entry = { en: 'Options', ko: '옵션' }

function optionRows(table: OptionTable, say: Say): string {
  return columns(
    Object.entries(table).map(([name, spec]) => [
      `  --${name}${spec.value === undefined ? '' : ` ${spec.value}`}`,
      `${say(spec.help)}${spec.required === true ? say({ en: ' (needed)', ko: ' (필수)' }) : ''}`,
    ]),
  )
}
