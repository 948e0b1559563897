/** Whether what comes to this computer gets in: our own doors tried from here, and by contacts beside us (DOC-3, DOC-5). */
import type { Clock } from '../../../shared/crypto/index.ts'
import type { DialBackFact, DoorAnswer, DoorFact } from '../../../shared/doctor/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { Messenger } from '../../../shared/messenger/index.ts'
import { formatIp, parseAddress } from '../../../shared/reach/index.ts'
import { type Network, tryDoor } from '../network/index.ts'
import type { ReachParts } from '../reach-parts.ts'

/** Every listen address with its code, and every address others may use, tried. */
export async function checkDoors({ network, listening }: ReachParts, signal: AbortSignal): Promise<readonly DoorFact[]> {
  const failed = listening().filter(({ code }) => code !== undefined)
  const own = network.addresses().slice(0, RESOURCE.ADDRESSES_PER_DEVICE)
  const tried = await Promise.all(
    own.map(async (text): Promise<DoorFact> => {
      const address = parseAddress(text)
      if (address?.ip === undefined) return { address: text }
      return { address: text, answer: await tryDoor(formatIp(address.ip), address.port, RESOURCE.DOCTOR_DOOR_MS, signal) }
    }),
  )
  return [...failed, ...tried]
}

export interface DialBacksDeps {
  readonly network: Pick<Network, 'port' | 'askDialBack'>
  readonly messenger: Pick<Messenger, 'status'>
  readonly clock: Clock
}

/**
 * Asks contacts that are connected and beside us, one device each; others say nothing. Who was asked a moment ago would not answer again
 * (DOC-5), so the answer of then stands.
 */
export function createDialBacks({ network, messenger, clock }: DialBacksDeps): (signal: AbortSignal) => Promise<readonly DialBackFact[]> {
  const recent = new Map<DeviceId, { readonly answer: DoorAnswer | undefined; readonly at: number }>()
  const ask = async (device: DeviceId, port: number, signal: AbortSignal): Promise<DoorAnswer | undefined> => {
    const last = recent.get(device)
    const age = last === undefined ? Number.NaN : clock.now() - last.at
    if (last !== undefined && age >= 0 && age < RESOURCE.DIAL_BACK_GAP_MS) return last.answer
    const answer = await network.askDialBack(device, port, signal)
    recent.set(device, { answer, at: clock.now() })
    return answer
  }
  return async (signal) => {
    const port = network.port('tcp') ?? network.port('ws')
    if (port === undefined) return []
    const { contacts, peers } = messenger.status()
    const asked = contacts
      .flatMap(({ account, name }) => {
        const peer = peers.find((each) => each.account === account)
        return peer === undefined ? [] : [{ account, name, device: peer.device }]
      })
      .slice(0, RESOURCE.DOCTOR_DIAL_BACKS)
    for (const device of recent.keys()) if (!asked.some((each) => each.device === device)) recent.delete(device)
    const answers = await Promise.all(
      asked.map(async ({ account, name, device }) => {
        const answer = await ask(device, port, signal)
        return answer === undefined ? [] : [{ account, name, answer }]
      }),
    )
    return answers.flat()
  }
}
