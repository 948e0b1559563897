/** Lets people one knows into the room at once, without an invitation. */
import { useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import type { MemberView } from '../../../shared/messenger/index.ts'
import { Button, Dialog, showToast } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { ContactPicker } from '../new-room/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

export interface AddDialogProps {
  readonly room: RoomId
  readonly members: readonly MemberView[]
  readonly onClose: () => void
}

const NOBODY: readonly never[] = []

export function AddDialog({ room, members, onClose }: AddDialogProps) {
  const say = useWords(detailsWords)
  const explain = useErrorText()
  const everybody = useEngine((state) => state.contacts) ?? NOBODY
  const [chosen, setChosen] = useState<readonly AccountId[]>([])
  const [isBusy, setBusy] = useState(false)
  const contacts = everybody.filter(({ account, blocked }) => !blocked && members.every((member) => member.account !== account))
  const nameOf = (account: AccountId) => everybody.find((contact) => contact.account === account)?.name ?? ''

  const add = async () => {
    setBusy(true)
    const added: string[] = []
    let refused: string | undefined
    for (const account of chosen) {
      const answer = await call('rooms.act', { room, act: { act: 'add', account } })
      if (answer.ok) added.push(nameOf(account))
      else refused ??= say('notAdded', { name: nameOf(account), why: explain(answer.error.code) })
    }
    setBusy(false)
    refresh('rooms')
    showToast({ text: refused ?? say('added', { names: added.join(', ') }) })
    onClose()
  }

  return (
    <Dialog
      isOpen
      title={say('addTitle')}
      text={contacts.length === 0 ? say('addAllHere') : say('addText')}
      isGuarded={chosen.length > 0}
      onClose={onClose}
      foot={
        contacts.length > 0 && (
          <Button
            kind="main"
            off={chosen.length === 0 ? say('addNobody') : undefined}
            busy={isBusy ? say('adding') : undefined}
            onClick={() => void add()}
          >
            {say('add')}
          </Button>
        )
      }
    >
      {contacts.length > 0 && <ContactPicker contacts={contacts} chosen={chosen} onChange={setChosen} />}
    </Dialog>
  )
}
