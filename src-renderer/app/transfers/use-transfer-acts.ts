/** What one can do with files that come and go; what is refused is said in passing. */
import { transferWords } from '../../../shared/i18n/index.ts'
import type { FileArrival, OutgoingFile } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { askSoon, forgetOutgoing, moveHere } from './transfers.ts'

export interface TransferActs {
  readonly goOn: (arrival: FileArrival, isFirst?: boolean) => void
  readonly pause: (arrival: FileArrival) => void
  readonly cancel: (arrival: FileArrival) => void
  readonly move: (arrival: FileArrival, to: number) => void
  readonly pauseAll: (isPaused: boolean) => void
  readonly discard: (outgoing: OutgoingFile) => void
  readonly toMessage: (arrival: FileArrival) => void
  readonly again: () => void
}

type Answered = { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }

export function useTransferActs(): TransferActs {
  const say = useWords(transferWords)
  const explain = useErrorText()
  const run = async (asked: Promise<Answered>): Promise<boolean> => {
    const answer = await asked
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    askSoon()
    return answer.ok
  }
  const placeOf = ({ message, index }: FileArrival) => ({ message, index })
  const goOn = (arrival: FileArrival, isFirst = false) =>
    void run(call('transfers.fetch', { ...placeOf(arrival), ...(isFirst && { first: true }) }))
  return {
    goOn,
    pause: (arrival) => void run(call('transfers.pause', placeOf(arrival))),
    cancel: (arrival) =>
      void run(call('transfers.cancel', placeOf(arrival))).then((isDone) => {
        if (isDone) showToast({ text: say('cancelled'), undo: () => goOn(arrival) })
      }),
    move(arrival, to) {
      moveHere(arrival.file, to)
      void run(call('transfers.move', { ...placeOf(arrival), to }))
    },
    pauseAll: (paused) => void run(call('transfers.pauseAll', { paused })),
    discard: ({ id }) => void run(call('outbox.discard', { id })).then((isDone) => isDone && forgetOutgoing(id)),
    toMessage: ({ room, message }) => go({ page: 'rooms', room, message }),
    again: askSoon,
  }
}
