/** Asks before somebody is removed: what they lose, and what they keep. */
import { detailsWords } from '../../../shared/i18n/index.ts'
import { AlertDialog } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useActing } from '../room/index.ts'
import type { MemberDialogProps } from './HandOverDialog.tsx'

export function RemoveDialog({ room, member: { account, name }, onClose }: MemberDialogProps) {
  const say = useWords(detailsWords)
  const { isBusy, run } = useActing()
  const remove = async () => {
    await run(() => call('rooms.act', { room, act: { act: 'remove', account } }), { text: say('takenOut', { name }) })
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      title={say('takeOutTitle', { name })}
      text={say('takeOutText', { name })}
      action={say('takeOutAct')}
      safe={say('keep')}
      busy={isBusy ? say('takingOut') : undefined}
      onAction={() => void remove()}
      onClose={onClose}
    />
  )
}
