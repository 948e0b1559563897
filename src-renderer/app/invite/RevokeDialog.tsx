/** Before an invitation into a room is withdrawn: what was given away cannot be brought back. */
import { inviteWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { AlertDialog } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useActing } from '../room/index.ts'
import { useWords } from '../words/index.ts'

export interface RevokeDialogProps {
  readonly room: RoomId
  readonly invite: string
  readonly onRevoked?: () => void
  readonly onClose: () => void
}

export function RevokeDialog({ room, invite, onRevoked, onClose }: RevokeDialogProps) {
  const say = useWords(inviteWords)
  const { isBusy, run } = useActing()
  const revoke = async () => {
    if (await run(() => call('rooms.revokeInvite', { room, invite }), { text: say('revoked') })) onRevoked?.()
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      title={say('revokeTitle')}
      text={say('revokeText')}
      action={say('revoke')}
      safe={say('keep')}
      busy={isBusy ? say('revoking') : undefined}
      onAction={() => void revoke()}
      onClose={onClose}
    />
  )
}
