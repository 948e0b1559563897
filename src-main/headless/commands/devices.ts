/** `devices` and `device …`: this person's own computers. */
import type { CommandContext } from '../command.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { findOwnDevice } from '../find.ts'
import { deviceJson } from '../json-shapes.ts'
import type { OwnDeviceView } from '../../../shared/messenger/index.ts'
import { naming } from '../naming.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { columns, plain } from '../terminal-text.ts'
import { timeOf } from '../time-argument.ts'
import { askedWords } from '../words-input.ts'

const DEVICE = { shown: 'DEVICE', min: 1, max: 1 } as const

export const devices = defineCommand({
  options: {},
  positionals: NO_WORDS,
  async run(_values, _words, context) {
    const session = await context.session('profile')
    const { devices: all, progress, isRevoked } = await session.ask('devices.get')
    return {
      json: { devices: all.map(deviceJson), ...(progress !== undefined && { progress }), ...(isRevoked && { isRevoked }) },
      human: () => list(all, context),
    }
  },
})

export const rename = defineCommand({
  options: { name: { kind: 'text', value: 'NAME', required: true, help: { en: 'what to call it', ko: '부를 이름' } } },
  positionals: DEVICE,
  async run({ name }, [typed = ''], context) {
    const session = await context.session('profile')
    const { devices: all } = await session.ask('devices.get')
    const after = await naming(session.ask('devices.rename', { device: findOwnDevice(all, typed).device, name }))
    return { json: { devices: after.map(deviceJson) }, human: () => list(after, context) }
  },
})

export const revoke = defineCommand({
  options: {
    words: {
      kind: 'flag',
      help: {
        en: 'it was stolen: asks for the 12 words, or reads them from standard input',
        ko: '도둑맞았을 때. 단어 12개를 물어보거나 표준 입력에서 읽어요',
      },
    },
    since: {
      kind: 'text',
      value: 'TIME',
      help: { en: 'with --words: nothing it did after that counts', ko: '--words와 함께. 이때부터 한 일은 없던 일이 돼요' },
    },
  },
  positionals: { shown: 'DEVICE…', min: 1, max: INTRINSIC.ACCOUNT_LIVE_DEVICES },
  notes: {
    en: 'It reads and writes nothing more, for good. What it has already stays on it.\nWith --words what it did itself is undone, too: whom it took out or removed is back. Works on a computer that it took out.\nTIME is a day (2026-11-22), a moment (2026-11-22T18:30) or so long ago (3h, 2d). Without it, all it did counts until it took this computer out, or until now.',
    ko: '그 컴퓨터는 다시는 새 말을 읽거나 쓰지 못해요. 이미 받은 것은 거기 남아 있어요.\n--words를 쓰면 그 컴퓨터가 한 일도 되돌려요. 그것이 뺀 기기와 사람이 돌아와요. 빠졌다고 나오는 컴퓨터에서도 돼요.\nTIME은 날짜(2026-11-22), 때(2026-11-22T18:30), 기간(3h, 2d)이에요. 없으면 이 컴퓨터를 뺀 때까지, 아니면 지금까지 한 일은 그대로 둬요.',
  },
  async run(values, typed, context) {
    if (values.since !== undefined && !values.words)
      throw new UsageFailure({ en: '--since goes with --words.', ko: '--since는 --words와 함께 써요.' })
    if (typed.length > 1 && !values.words)
      throw new UsageFailure({ en: 'One at a time, or --words.', ko: '한 번에 하나씩, 아니면 --words를 쓰세요.' })
    const since = values.since === undefined ? undefined : timeOf(values.since, Date.now())
    const session = await context.session('profile')
    const { devices: all } = await session.ask('devices.get')
    const chosen = typed.map((each) => findOwnDevice(all, each))
    if (chosen.some(({ isThis }) => isThis)) throw new CommandFailure('THIS_DEVICE')
    const [device = '', ...others] = chosen.map((each) => each.device)
    const after = values.words
      ? await session.ask('devices.revokeByWords', {
          words: await askedWords(context),
          devices: [device, ...others],
          ...(since !== undefined && { since }),
        })
      : await session.ask('devices.revoke', { device })
    return { json: { devices: after.map(deviceJson) }, human: () => list(after, context) }
  },
})

function list(all: readonly OwnDeviceView[], { say }: CommandContext): string {
  return columns(
    all.map(({ device, name, isThis, isConnected, isRevoked, isRevokedByWords, isNew }) => [
      plain(name),
      device.slice(0, 8),
      isThis
        ? say({ en: 'this one', ko: '이 컴퓨터' })
        : isRevoked
          ? isRevokedByWords
            ? say({ en: 'taken out by the words', ko: '복구 단어로 뺐어요' })
            : say({ en: 'taken out', ko: '뺐어요' })
          : isNew
            ? say({ en: 'not confirmed', ko: '확인 안 됨' })
            : isConnected
              ? say({ en: 'connected', ko: '연결됨' })
              : '',
    ]),
  )
}
