/** `nearby`: who announces themselves on this network; `--ask` knocks at one of them and shows the six digits to compare. */
import type { Entry } from '../../../shared/i18n/index.ts'
import type { NearbyDevice } from '../../../shared/messenger/index.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { findNearby } from '../find.ts'
import { knockJson, nearbyJson } from '../json-shapes.ts'
import type { Session } from '../session.ts'
import { columns, plain } from '../terminal-text.ts'
import { knockText } from './knock.ts'

/** How long a temporary engine listens before it says that nobody is there. */
const LISTEN_MS = 3_000

export const nearby = defineCommand({
  options: {
    ask: { kind: 'text', value: 'NAME|DEVICE', help: { en: 'ask this one to become a contact', ko: '이 기기에 연락처 요청하기' } },
  },
  positionals: NO_WORDS,
  async run({ ask }, _words, context) {
    const session = await context.session('network')
    if (session.isTemporary) await someTime(session, ask)
    if (ask === undefined) {
      const devices = await session.ask('people.nearby')
      return { json: { nearby: devices.map(nearbyJson) }, human: () => list(devices, context.say) }
    }
    const device = await findNearby(session, ask)
    if (device === undefined) throw new CommandFailure('NO_CONTACT', plain(ask))
    const knock = await session.ask('people.ask', { device }, 0)
    return { json: { knock: knockJson(knock) }, human: () => knockText(knock, context) }
  },
})

/** Until the one asked for is seen, or for a while. */
async function someTime(session: Session, wanted: string | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, LISTEN_MS)
  await session.subscribe((event) => {
    if (event.type === 'nearby' && wanted !== undefined) void lookFor(session, wanted, resolve)
  })
  await promise
  clearTimeout(timer)
}

async function lookFor(session: Session, wanted: string, found: () => void): Promise<void> {
  try {
    if ((await findNearby(session, wanted)) !== undefined) found()
  } catch {
    // Ambiguous, or the engine is gone: the real attempt follows and says so.
    found()
  }
}

const NOBODY: Entry = { en: 'Nobody is seen on this network.', ko: '같은 네트워크에 보이는 사람이 없어요.' }

function list(devices: readonly NearbyDevice[], say: (entry: Entry) => string): string {
  if (devices.length === 0) return say(NOBODY)
  const known = say({ en: 'contact', ko: '연락처' })
  return columns(
    devices.map((one) => [plain(one.name ?? '?'), one.device.slice(0, 8), one.contact === undefined ? '' : known, one.addresses[0] ?? '']),
  )
}
