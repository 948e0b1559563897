/** Asks people one knows to keep a room. They decide; nothing leaves before they have. */
import { useState } from 'react'
import { carryingWords } from '../../../shared/i18n/index.ts'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import type { RoomCarrier } from '../../../shared/messenger/index.ts'
import { Button, Dialog, showToast } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { ContactPicker } from '../new-room/index.ts'
import { useMembers } from '../room/index.ts'
import { useErrorText, useWords } from '../words/index.ts'

export interface AskDialogProps {
  readonly room: RoomId
  readonly keepers: readonly RoomCarrier[]
  readonly onClose: () => void
}

const NOBODY: readonly never[] = []

export function AskDialog({ room, keepers, onClose }: AskDialogProps) {
  const say = useWords(carryingWords)
  const explain = useErrorText()
  const members = useMembers(room)
  const everybody = useEngine((state) => state.contacts) ?? NOBODY
  const [chosen, setChosen] = useState<readonly AccountId[]>([])
  const [isBusy, setBusy] = useState(false)
  const isAsked = (account: AccountId) => keepers.some((keeper) => keeper.account === account && ASKED.has(keeper.state))
  const contacts = everybody.filter(
    ({ account, blocked, state }) =>
      !blocked && state === 'paired' && members.every((member) => member.account !== account) && !isAsked(account),
  )
  const nameOf = (account: AccountId) => everybody.find((contact) => contact.account === account)?.name ?? ''
  const ask = async () => {
    setBusy(true)
    const asked: string[] = []
    let refused: string | undefined
    for (const account of chosen) {
      const answer = await call('carrying.ask', { room, account })
      if (answer.ok) asked.push(nameOf(account))
      else refused ??= say('notAsked', { name: nameOf(account), why: explain(answer.error.code) })
    }
    setBusy(false)
    showToast({ text: refused ?? say('asked', { names: asked.join(', ') }) })
    onClose()
  }
  return (
    <Dialog
      isOpen
      title={say('askTitle')}
      text={say(contacts.length === 0 ? 'askNobody' : 'askText')}
      isGuarded={chosen.length > 0}
      onClose={onClose}
      foot={
        contacts.length > 0 && (
          <Button
            kind="main"
            off={chosen.length === 0 ? say('askChoose') : undefined}
            busy={isBusy ? say('asking') : undefined}
            onClick={() => void ask()}
          >
            {say('ask')}
          </Button>
        )
      }
    >
      {contacts.length > 0 && <ContactPicker contacts={contacts} chosen={chosen} onChange={setChosen} />}
    </Dialog>
  )
}

const ASKED: ReadonlySet<RoomCarrier['state']> = new Set(['waiting', 'carrying', 'silent'])
