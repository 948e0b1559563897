/** Asks before deleting for everyone, and says who loses it at once and who when they are back. */
import { useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { MemberView, MessageView } from '../../../shared/messenger/index.ts'
import { AlertDialog } from '../../ui/index.ts'
import { useMembers } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import { listed, type Say } from './fate.ts'

export function DeleteDialog({ message, onClose }: { readonly message: MessageView; readonly onClose: () => void }) {
  const say = useWords(timelineWords)
  const { acts, room } = useFrame()
  const members = useMembers(room)
  const [isBusy, setBusy] = useState(false)
  return (
    <AlertDialog
      isOpen
      title={say('deleteTitle')}
      text={deletionReach(message, members, say)}
      action={say('delete')}
      safe={say('keep')}
      busy={isBusy ? say('deleting') : undefined}
      onClose={onClose}
      onAction={() => {
        setBusy(true)
        void acts.deleteForAll(message).then((isDone) => (isDone ? onClose() : setBusy(false)))
      }}
    />
  )
}

/** Of the others: who is connected now, and who is not. */
export function deletionReach(message: Pick<MessageView, 'delivery'>, members: readonly MemberView[], say: Say): string {
  const { delivery } = message
  if (delivery.state !== 'received' && delivery.holders === 0 && delivery.delivered === 0) return say('deleteNobodyYet')
  const others = members.filter(({ me }) => !me)
  const here = others.filter(({ reach }) => reach.reach === 'connected')
  const away = others.filter(({ reach }) => reach.reach !== 'connected')
  const [only] = here
  const sentences = [
    ...(only !== undefined && here.length === 1 ? [say('deleteAtOnceOne', { name: only.name })] : []),
    ...(here.length > 1 ? [say('deleteAtOnce', { count: here.length })] : []),
    ...(away.length > 0
      ? [
          say('deleteLater', {
            names: listed(
              away.map(({ name }) => name),
              away.length,
              say,
            ),
          }),
        ]
      : []),
  ]
  return sentences.join(' ')
}
