/** Asks before the room is handed over: only the new owner can give it back. */
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MemberView } from '../../../shared/messenger/index.ts'
import { AlertDialog } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useActing } from '../room/index.ts'

export interface MemberDialogProps {
  readonly room: RoomId
  readonly member: MemberView
  readonly onClose: () => void
}

export function HandOverDialog({ room, member: { account, name }, onClose }: MemberDialogProps) {
  const say = useWords(detailsWords)
  const { isBusy, run } = useActing()
  const handOver = async () => {
    await run(() => call('rooms.act', { room, act: { act: 'transfer', account } }), { text: say('handedOver', { name }) })
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      title={say('handOverTitle', { name })}
      text={say('handOverText', { name })}
      action={say('handOverAct')}
      safe={say('keep')}
      busy={isBusy ? say('handingOver') : undefined}
      onAction={() => void handOver()}
      onClose={onClose}
    />
  )
}
