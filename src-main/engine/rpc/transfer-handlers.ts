/** The part of the contract about transfers. */
import type { Messenger } from '../../../shared/messenger/index.ts'
import type { EngineContract, Handlers } from '../../../shared/rpc/index.ts'
import { answer, value } from './answers.ts'

type Methods = Pick<Handlers<EngineContract>, Extract<keyof EngineContract, `transfers.${string}`>>

export function transferHandlers({ media }: Pick<Messenger, 'media'>): Methods {
  return {
    'transfers.arrivals': ({ files }) => value(media.arrivals(files)),
    'transfers.list': () => value(media.transfers()),
    'transfers.fetch': ({ message, index, ...options }) => answer(media.fetch(message, index, options)),
    'transfers.pause': ({ message, index }) => answer(media.pause(message, index)),
    'transfers.cancel': ({ message, index }) => answer(media.cancel(message, index)),
    'transfers.pauseAll': ({ paused }) => {
      media.pauseAll(paused)
      return value(undefined)
    },
    'transfers.move': ({ message, index, to }) => answer(media.move(message, index, to)),
    'transfers.holders': async ({ message, index }) => answer(await media.holders(message, index)),
    'transfers.usage': async () => value(await media.usage()),
    'transfers.giveUp': async ({ message, index, ...options }) => answer(await media.giveUp(message, index, options)),
  }
}
