/** The part of the contract about own devices, answered by the messenger. */
import type { Messenger } from '../../../shared/messenger/index.ts'
import type { devicesContract, Handlers } from '../../../shared/rpc/index.ts'
import { answer, value } from './answers.ts'

export function deviceHandlers({ linking }: Pick<Messenger, 'linking'>): Handlers<typeof devicesContract> {
  return {
    'devices.get': () =>
      value({ linking: linking.view(), progress: linking.progress(), isRevoked: linking.isRevoked(), devices: linking.devices() }),
    'devices.show': () => answer(linking.show()),
    'devices.take': ({ link }) => answer(linking.take(link)),
    'devices.confirm': ({ same }) => answer(linking.confirm(same)),
    'devices.cancel': () => {
      linking.cancel()
      return value(undefined)
    },
    'devices.rename': ({ device, name }) => answer(linking.rename(device, name)),
    'devices.revoke': ({ device }) => answer(linking.revoke(device)),
    'devices.revokeByWords': (said) => answer(linking.revokeByWords(said)),
  }
}
