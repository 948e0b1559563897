/** `devices` and `device …`: this person's own computers. */
import type { CommandContext } from '../command.ts'
import { defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { deviceJson } from '../json-shapes.ts'
import type { OwnDeviceView } from '../../../shared/messenger/index.ts'
import { columns, plain } from '../terminal-text.ts'

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
    const after = await session.ask('devices.rename', { device: chosen(all, typed).device, name })
    return { json: { devices: after.map(deviceJson) }, human: () => list(after, context) }
  },
})

export const revoke = defineCommand({
  options: {},
  positionals: DEVICE,
  notes: {
    en: 'It reads and writes nothing more, for good. What it has already stays on it.',
    ko: '그 컴퓨터는 다시는 새 말을 읽거나 쓰지 못해요. 이미 받은 것은 거기 남아 있어요.',
  },
  async run(_values, [typed = ''], context) {
    const session = await context.session('profile')
    const { devices: all } = await session.ask('devices.get')
    const after = await session.ask('devices.revoke', { device: chosen(all, typed).device })
    return { json: { devices: after.map(deviceJson) }, human: () => list(after, context) }
  },
})

/** By id, by how it begins, or by a name that is one device's. */
function chosen(all: readonly OwnDeviceView[], typed: string): OwnDeviceView {
  const fits = all.filter(({ device, name }) => device === typed || name === typed || (typed.length >= 8 && device.startsWith(typed)))
  if (fits.length > 1) throw new CommandFailure('AMBIGUOUS', fits.map(({ device }) => device.slice(0, 8)).join(', '))
  if (fits[0] === undefined) throw new CommandFailure('NO_DEVICE', plain(typed))
  return fits[0]
}

function list(all: readonly OwnDeviceView[], { say }: CommandContext): string {
  return columns(
    all.map(({ device, name, isThis, isConnected, isRevoked, isNew }) => [
      plain(name),
      device.slice(0, 8),
      isThis
        ? say({ en: 'this one', ko: '이 컴퓨터' })
        : isRevoked
          ? say({ en: 'taken out', ko: '뺐어요' })
          : isNew
            ? say({ en: 'not confirmed', ko: '확인 안 됨' })
            : isConnected
              ? say({ en: 'connected', ko: '연결됨' })
              : '',
    ]),
  )
}
