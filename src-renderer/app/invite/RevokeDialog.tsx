/** Before an invitation into a room is withdrawn: what was given away cannot be brought back. */
import { useState } from 'react'
import { inviteWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { AlertDialog, showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

export interface RevokeDialogProps {
  readonly room: RoomId
  readonly invite: string
  readonly onRevoked?: () => void
  readonly onClose: () => void
}

export function RevokeDialog({ room, invite, onRevoked, onClose }: RevokeDialogProps) {
  const say = useWords(inviteWords)
  const explain = useErrorText()
  const [isBusy, setBusy] = useState(false)
  const revoke = async () => {
    setBusy(true)
    const answer = await call('rooms.revokeInvite', { room, invite })
    setBusy(false)
    refresh('rooms', 'knocks')
    showToast({ text: answer.ok ? say('revoked') : explain(answer.error.code) })
    if (answer.ok) onRevoked?.()
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
