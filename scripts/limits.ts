/**
 * Writes docs/limits.md from shared/limits.ts: `npm run limits`. The page is never edited by hand; a test compares it with what this makes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ARCHIVE, BOOK, IMPORT, INTRINSIC, MEDIA, OPENING, OUTAGE, READINESS, RESOURCE, RPC, SHELL, TRANSFER } from '../shared/limits.ts'
import {
  ARCHIVE_REASONS,
  BOOK_REASONS,
  IMPORT_REASONS,
  INTRINSIC_REASONS,
  MEDIA_REASONS,
  OPENING_REASONS,
  OUTAGE_REASONS,
  READINESS_REASONS,
  RESOURCE_REASONS,
  RPC_REASONS,
  SHELL_REASONS,
  TRANSFER_REASONS,
} from './limit-reasons.ts'

const SOURCE = fileURLToPath(new URL('../shared/limits.ts', import.meta.url))
const PAGE = fileURLToPath(new URL('../docs/limits.md', import.meta.url))
const KIB = 1024
const MIB = 1024 * KIB
/** Largest first; a unit is used when the value is a whole number of it. */
const TIMES = [
  [86_400_000, 'day', 'days'],
  [3_600_000, 'h', 'h'],
  [60_000, 'min', 'min'],
  [1_000, 's', 's'],
  [1, 'ms', 'ms'],
] as const

/** A value as people read it; the unit follows from the name. */
export function humanValue(name: string, value: number): string {
  if (name.endsWith('_MS')) {
    const [size, one, many] = TIMES.find(([unit]) => value % unit === 0) ?? TIMES[4]
    return value === size ? `1 ${one}` : `${grouped(value / size)} ${many}`
  }
  if (!name.endsWith('_BYTES')) return grouped(value)
  if (value % MIB === 0) return `${value / MIB} MiB`
  return value % KIB === 0 ? `${grouped(value / KIB)} KiB` : `${grouped(value)} B`
}

/** The whole page. Throws when a limit has no reason. */
export function limitsPage(): string {
  const source = readFileSync(SOURCE, 'utf8')
  const section = sectionsOf(source)
  return [
    '# Limits',
    '',
    'Made from `shared/limits.ts` and `scripts/limit-reasons.ts` by `npm run limits`; not to be edited. Rule ids: [spec](spec/README.md).',
    'Which tests stand on each side of a limit, and which limits still lack one, is in `test/docs/limits.test.ts`.',
    '',
    ...section(
      'Of the data',
      'The same verdict everywhere, for ever; another number would be another protocol.',
      INTRINSIC,
      INTRINSIC_REASONS,
    ),
    ...section('Of this device', 'They only delay or refuse work here; nothing is lost by them.', RESOURCE, RESOURCE_REASONS),
    ...section(
      'Of the boundary',
      'One connection of a page or a command to the engine, unless said otherwise ([rpc](spec/rpc.md)).',
      RPC,
      RPC_REASONS,
    ),
    ...section('Of the window', 'The program around the page ([shell](spec/shell.md)).', SHELL, SHELL_REASONS),
    ...section('Of files from elsewhere', 'What is read of them at all ([importing](spec/importing.md)).', IMPORT, IMPORT_REASONS),
    ...section('Of imported history', 'What is kept of it here ([archives](spec/archives.md)).', ARCHIVE, ARCHIVE_REASONS),
    ...section('Of the address book', 'People without Sarangbang ([address book](spec/address-book.md)).', BOOK, BOOK_REASONS),
    ...section('Of readiness', 'Who would be reached, and drills ([readiness](spec/readiness.md)).', READINESS, READINESS_REASONS),
    ...section(
      'Of the outage watch',
      'How often others are asked, and when something is said ([outage](spec/outage.md)).',
      OUTAGE,
      OUTAGE_REASONS,
    ),
    ...section('Of attachments', 'Pictures, files and voice ([media](spec/media.md)).', MEDIA, MEDIA_REASONS),
    ...section('Of files being shown', 'Addresses, saving and searching ([opening](spec/media-opening.md)).', OPENING, OPENING_REASONS),
    ...section(
      'Of files on their way',
      'What is asked, sent and waited for ([media](spec/media-transfer.md)).',
      TRANSFER,
      TRANSFER_REASONS,
    ),
  ].join('\n')
}

type Reasons = Readonly<Record<string, string | undefined>>

function sectionsOf(source: string) {
  return (title: string, meaning: string, values: Readonly<Record<string, number>>, reasons: Reasons): readonly string[] => {
    const rows = Object.entries(values).map(([name, value]) => {
      const reason = reasons[name] ?? commentAbove(source, name)
      if (reason === undefined) throw new Error(`${name} has no reason: write one above it or in scripts/limit-reasons.ts`)
      return `| \`${name}\` | ${humanValue(name, value)} | ${reason} |`
    })
    return [`## ${title}`, '', meaning, '', '| limit | value | why |', '|---|---|---|', ...rows, '']
  }
}

function commentAbove(source: string, name: string): string | undefined {
  return new RegExp(`/\\*\\* ([^\\n]+?)\\.? \\*/\\n  ${name}:`).exec(source)?.[1]
}

function grouped(value: number): string {
  return value.toLocaleString('en-GB')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, limitsPage())
