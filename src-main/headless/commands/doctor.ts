/** `doctor`: what works, what does not, whom it affects, and what to do. Exit code 1 when something here is wrong. */
import type { DoctorReport, Finding, Severity } from '../../../shared/doctor/index.ts'
import { type Entry, findingText, reportText } from '../../../shared/i18n/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { UsageFailure } from '../failure.ts'
import { plain } from '../terminal-text.ts'

/** The doctor's own bounds are shorter; this one ends the wait for an engine that does not answer. */
const PATIENCE_MS = 60_000

export const doctor = defineCommand({
  options: {
    'probe-subnet': {
      kind: 'flag',
      help: { en: 'also search this network for my people’s computers', ko: '이 네트워크에서 아는 사람의 컴퓨터를 뒤져 보기' },
    },
    'check-portal': {
      kind: 'flag',
      help: { en: 'also ask the chosen website whether a sign-in is wanted', ko: '정해 둔 사이트로 와이파이 로그인이 필요한지 물어보기' },
    },
    shareable: { kind: 'flag', help: { en: 'without names and addresses, to hand on', ko: '이름과 주소를 빼고 보여 주기' } },
  },
  positionals: NO_WORDS,
  notes: {
    en: 'Looks for at most five seconds, fifteen with --probe-subnet. Nothing is asked of anybody outside this network without --check-portal.',
    ko: '길어야 5초, --probe-subnet과 함께 15초 동안 살펴봐요. --check-portal 없이는 이 네트워크 밖에 아무것도 묻지 않아요.',
  },
  async run({ 'probe-subnet': subnet, 'check-portal': portal, shareable }, _words, context) {
    const session = await context.session('profile')
    if (!context.isJson) {
      await session.subscribe((event) => {
        if (event.type === 'doctor' && event.isDone) context.io.err('.')
      })
    }
    const report =
      subnet || portal
        ? await session.ask('doctor.lookFurther', { ...(subnet && { subnet }), ...(portal && { portal }) }, PATIENCE_MS)
        : await session.ask('doctor.look', undefined, PATIENCE_MS)
    if (!context.isJson) context.io.err('\n')
    return {
      json: shareable ? shareableJson(report, context) : reportJson(report, context),
      human: () => (shareable ? reportText(report, context.language, false) : humanText(report, context)),
      exit: report.isWell ? 0 : 1,
    }
  },
})

export const portal = defineCommand({
  options: {},
  positionals: { shown: 'http://…|off', min: 1, max: 1 },
  notes: {
    en: 'A website without encryption that answers nothing (204) or “success”, asked only by doctor --check-portal. It learns this computer’s address.',
    ko: '암호화하지 않고 빈 답(204)이나 “success”를 주는 사이트예요. doctor --check-portal 때만 물어보고, 그 사이트는 이 컴퓨터의 주소를 알게 돼요.',
  },
  async run(_values, [word = ''], context) {
    if (word !== 'off' && !word.startsWith('http://')) {
      throw new UsageFailure({ en: 'An address that begins with http://, or off.', ko: 'http://로 시작하는 주소나 off를 적어 주세요.' })
    }
    const session = await context.session('profile')
    const { portalCheck } = await session.ask('doctor.choose', { portalCheck: word === 'off' ? null : word })
    return {
      json: { ...(portalCheck !== undefined && { portalCheck }) },
      human: () => portalCheck ?? context.say({ en: 'No website is asked.', ko: '어디에도 묻지 않아요.' }),
    }
  },
})

function reportJson({ at, isWell, findings }: DoctorReport, { language }: CommandContext) {
  return { at, well: isWell, findings: findings.map((finding) => ({ ...finding, ...findingText(finding, language) })) }
}

/** The same without names, ids and addresses. */
function shareableJson({ at, isWell, findings }: DoctorReport, { language }: CommandContext) {
  return {
    at,
    well: isWell,
    findings: findings.map((finding) => {
      const bare = { ...finding, networks: finding.networks.map(() => '…') }
      return { ...bare, about: bare.about.length, ...findingText(bare, language) }
    }),
  }
}

const SECTIONS: readonly (readonly [Severity, Entry])[] = [
  ['problem', { en: 'What does not work', ko: '안 되는 것' }],
  ['notice', { en: 'Worth knowing', ko: '알아 둘 것' }],
  ['fact', { en: 'How things are', ko: '지금 사정' }],
  ['good', { en: 'What works', ko: '되는 것' }],
]

function humanText({ findings }: DoctorReport, context: CommandContext): string {
  const parts = SECTIONS.flatMap(([severity, title]) => {
    const here = findings.filter((finding) => finding.severity === severity)
    return here.length === 0 ? [] : [[context.say(title), ...here.map((finding) => findingLines(finding, context))].join('\n')]
  })
  return parts.join('\n\n')
}

function findingLines(finding: Finding, { say, language }: CommandContext): string {
  const { title, meaning, remedy } = findingText(finding, language)
  const names = finding.about.map(({ name }) => plain(name)).join(', ')
  const lines = [
    `  ${plain(title)}`,
    `    ${plain(meaning)}`,
    ...(names === '' ? [] : [`    ${say({ en: 'Whom it concerns', ko: '누구와' })}: ${names}`]),
    ...(remedy === undefined ? [] : [`    ${say({ en: 'What to do', ko: '할 일' })}: ${remedy}`]),
  ]
  return lines.join('\n')
}
