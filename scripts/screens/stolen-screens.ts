/** Two linked computers, one of them stolen: what its owner does on the other, before the thief does anything and after he took that one out. */
import { stolenWords } from '../../shared/i18n/index.ts'
import type { EngineContract, OutputOf } from '../../shared/rpc/index.ts'
import { type Doorstep, openDoorstep } from '../../test/harness/houses/index.ts'
import type { StageOptions } from '../../test/scenes/index.ts'
import type { Scene, Screen, Visit } from './screen.ts'

interface StolenScene extends Scene {
  /** Two computers of one person, linked anew. */
  link(): Promise<void>
  /** The stolen computer takes the one at hand out. */
  takeOut(): Promise<void>
}

type Devices = OutputOf<EngineContract, 'devices.get'>

const NAME = { ko: '김지우', en: 'Jiwoo' }
const AT_HAND = { ko: '책상 컴퓨터', en: 'Desktop' }
const STOLEN = { ko: '지우 노트북', en: 'Jiwoo’s laptop' }

export async function playStolen({ language }: Omit<StageOptions, 'start'>): Promise<StolenScene> {
  let both: readonly Doorstep[] = []
  const computer = (index: 0 | 1): Doorstep => {
    const found = both[index]
    if (found === undefined) throw new Error('two computers are linked first')
    return found
  }
  const at = () => computer(0)
  const thief = () => computer(1)
  /** What it says of the person's computers, once that holds; an empty one says nothing until it is linked. */
  const once = async (of: Doorstep, holds: (seen: Devices) => boolean): Promise<Devices> => {
    for (;;) {
      const answer = await of.client.call('devices.get')
      if (answer.ok && holds(answer.value)) return answer.value
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const close = async () => void (await Promise.all(both.map((each) => each.close())))
  return {
    stage: { clock: { now: () => Date.now() }, close },
    self: { language, pageUrl: () => at().pageUrl() },
    async link() {
      await close()
      both = [await openDoorstep({ language }), await openDoorstep({ language })]
      await at().client.call('host.create', { name: NAME[language], language })
      const shown = await at().client.call('devices.show')
      await thief().client.call('host.linkTake', { link: shown.ok ? (shown.value.link ?? '') : '' })
      await once(at(), ({ linking }) => linking?.digits !== undefined)
      await Promise.all([at().client.call('devices.confirm', { same: true }), thief().client.call('host.linkConfirm', { same: true })])
      for (const [computer, name] of [
        [at(), AT_HAND[language]],
        [thief(), STOLEN[language]],
      ] as const) {
        const { devices: all } = await once(computer, ({ devices: known }) => known.length > 1)
        const device = all.find(({ isThis }) => isThis)?.device
        if (device !== undefined) await computer.client.call('devices.rename', { device, name })
      }
      await once(at(), ({ devices: all }) => all.some(({ name }) => name === STOLEN[language]))
    },
    async takeOut() {
      const { devices: all } = await once(at(), () => true)
      const device = all.find(({ isThis }) => isThis)?.device
      if (device !== undefined) await thief().client.call('devices.revoke', { device })
      await once(at(), ({ isRevoked }) => isRevoked)
    },
  }
}

type Seen = Visit<StolenScene>

export const STOLEN_SCREENS: readonly Screen<StolenScene>[] = [
  { name: 'devices-two', before: (scene) => scene.link(), open: toList },
  { name: 'devices-take-out', before: (scene) => scene.link(), open: toQuestion },
  { name: 'devices-stolen', before: (scene) => scene.link(), open: toStolen },
  { name: 'devices-stolen-words', before: (scene) => scene.link(), open: toWords },
  { name: 'devices-out', before: out, open: ({ page, say }) => page.getByText(say(stolenWords.undo)).waitFor() },
  {
    name: 'devices-out-undo',
    before: out,
    open: async ({ page, say }) => (
      await page.getByRole('button', { name: say(stolenWords.undo) }).click(),
      await page.getByRole('dialog').waitFor()
    ),
  },
]

async function out(scene: StolenScene): Promise<void> {
  await scene.link()
  await scene.takeOut()
}

async function toList({ page, go, say }: Seen): Promise<void> {
  await go('/settings/devices')
  await page.getByText(say(STOLEN)).first().waitFor()
}

async function toQuestion(seen: Seen): Promise<void> {
  await toList(seen)
  await seen.page.getByRole('button', { name: seen.say({ ko: '지우 노트북 빼기', en: 'Take out Jiwoo’s laptop' }) }).click()
  await seen.page.getByRole('alertdialog').waitFor()
}

async function toStolen(seen: Seen): Promise<void> {
  await toQuestion(seen)
  await seen.page
    .getByRole('alertdialog')
    .getByRole('button', { name: seen.say(stolenWords.instead) })
    .click()
  await seen.page.getByRole('dialog').waitFor()
}

async function toWords(seen: Seen): Promise<void> {
  await toStolen(seen)
  await seen.page.getByRole('button', { name: seen.say(stolenWords.next) }).click()
  await seen.page.getByRole('combobox').first().waitFor()
}
