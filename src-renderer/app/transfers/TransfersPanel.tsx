/** The list of what comes and goes with the engine behind it: in the settings, and in what the indicator opens. */
import { useEngine } from '../engine/index.ts'
import { useErrorText } from '../words/index.ts'
import { TransferList } from './TransferList.tsx'
import { useTransfers } from './transfers.ts'
import { useTransferActs } from './use-transfer-acts.ts'

export function TransfersPanel() {
  const explain = useErrorText()
  const { arrivals, outgoing, failure } = useTransfers()
  const rooms = useEngine((state) => state.rooms)
  const acts = useTransferActs()
  return (
    <TransferList
      arrivals={arrivals}
      outgoing={outgoing}
      failure={failure === undefined ? undefined : explain(failure)}
      acts={acts}
      roomName={(room) => rooms?.find((each) => each.room === room)?.name}
    />
  )
}
