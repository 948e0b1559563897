/** Asks before somebody leaves a room: what stays here, and who looks after the room then. */
import { useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { AlertDialog, showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { useMembers } from './members.ts'
import { heirOf } from './rights.ts'

export function LeaveDialog({ room, onClose }: { readonly room: RoomSummary; readonly onClose: () => void }) {
  const say = useWords(detailsWords)
  const explain = useErrorText()
  const members = useMembers(room.room)
  const [isBusy, setBusy] = useState(false)
  const { needed, heir } = heirOf(members)
  const others = members.filter(({ me }) => !me)
  const after = () => {
    if (members.length === 0 || !needed) return ''
    if (others.length === 0) return say('leaveLast')
    return heir === undefined ? say('leaveNoHeir') : say('leaveHeir', { name: heir.name })
  }
  const leave = async () => {
    setBusy(true)
    const answer = await call('rooms.leave', { room: room.room })
    refresh('rooms')
    onClose()
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    showToast({ text: say('left', { name: room.name }) })
    go({ page: 'rooms' })
  }
  return (
    <AlertDialog
      isOpen
      title={say('leaveTitle', { name: room.name })}
      text={`${say('leaveText')} ${after()}`.trim()}
      action={say('leaveAct')}
      safe={say('stay')}
      busy={isBusy ? say('leaving') : undefined}
      onAction={() => void leave()}
      onClose={onClose}
    />
  )
}
