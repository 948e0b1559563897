/** `carrying.*` of the contract: handed to the messenger as it comes. */
import type { Messenger } from '../../../shared/messenger/index.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import { answer, value } from './answers.ts'

type Names = Extract<keyof EngineContract, `carrying.${string}`>

export function carryingHandlers({ carrying }: Pick<Messenger, 'carrying'>): Handlers<Pick<EngineContract, Names>> {
  return {
    'carrying.asks': () => value(carrying.asks()),
    'carrying.carried': () => value(carrying.carried()),
    'carrying.allow': ({ account, quota, files }) => answer(carrying.allow(account, quota, files)),
    'carrying.decline': ({ account }) => answer(carrying.decline(account)),
    'carrying.stop': ({ account }) => answer(carrying.stop(account)),
    'carrying.carriersOf': ({ room }) => answer(carrying.carriersOf(room)),
    'carrying.ask': ({ room, account }) => answer(carrying.ask(room, account)),
    'carrying.end': ({ room, device }) => answer(carrying.end(room, device)),
  }
}
