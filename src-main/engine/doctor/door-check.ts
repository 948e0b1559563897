/** Whether what comes to this computer gets in: our own doors tried from here, and by contacts beside us (DOC-3, DOC-5). */
import type { DialBackFact, DoorFact } from '../../../shared/doctor/index.ts'
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

/** Contacts that are connected and beside us, one device each; others say nothing. */
export async function checkDialBacks(
  { network }: { readonly network: Pick<Network, 'port' | 'askDialBack'> },
  messenger: Pick<Messenger, 'status'>,
  signal: AbortSignal,
): Promise<readonly DialBackFact[]> {
  const port = network.port('tcp') ?? network.port('ws')
  if (port === undefined) return []
  const { contacts, peers } = messenger.status()
  const asked = contacts
    .flatMap(({ account, name }) => {
      const peer = peers.find((each) => each.account === account)
      return peer === undefined ? [] : [{ account, name, device: peer.device }]
    })
    .slice(0, RESOURCE.DOCTOR_DIAL_BACKS)
  const answers = await Promise.all(
    asked.map(async ({ account, name, device }) => {
      const answer = await network.askDialBack(device, port, signal)
      return answer === undefined ? [] : [{ account, name, answer }]
    }),
  )
  return answers.flat()
}
