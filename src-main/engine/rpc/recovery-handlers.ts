/** `recovery.*` of the contract: handed to the messenger as it comes. */
import type { Messenger } from '../../../shared/messenger/index.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import { value } from './answers.ts'

type Names = Extract<keyof EngineContract, `recovery.${string}`>

export function recoveryHandlers({ recovering }: Pick<Messenger, 'recovering'>): Handlers<Pick<EngineContract, Names>> {
  return {
    'recovery.view': () => value(recovering.view()),
  }
}
