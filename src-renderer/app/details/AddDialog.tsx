/** Lets people one knows into the room at once, without an invitation. */
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MemberView } from '../../../shared/messenger/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { ChooseDialog } from '../new-room/index.ts'
import { useWords } from '../words/index.ts'

export interface AddDialogProps {
  readonly room: RoomId
  readonly members: readonly MemberView[]
  readonly onClose: () => void
}

const NOBODY: readonly never[] = []

export function AddDialog({ room, members, onClose }: AddDialogProps) {
  const say = useWords(detailsWords)
  const everybody = useEngine((state) => state.contacts) ?? NOBODY
  const contacts = everybody.filter(({ account, blocked }) => !blocked && members.every((member) => member.account !== account))
  return (
    <ChooseDialog
      contacts={contacts}
      words={{
        title: say('addTitle'),
        text: say(contacts.length === 0 ? 'addAllHere' : 'addText'),
        act: say('add'),
        acting: say('adding'),
        chooseFirst: say('addNobody'),
        done: (names) => say('added', { names }),
        notDone: (name, why) => say('notAdded', { name, why }),
      }}
      act={(account) => call('rooms.act', { room, act: { act: 'add', account } })}
      onActed={() => refresh('rooms')}
      onClose={onClose}
    />
  )
}
