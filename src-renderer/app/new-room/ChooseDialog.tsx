/** Chooses people one knows and does one thing with each of them. The toast afterwards names everybody, or the first it did not go well with. */
import { useState } from 'react'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import type { Answer } from '../../../shared/rpc/index.ts'
import { Button, Dialog, showToast } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useErrorText } from '../words/index.ts'
import { ContactPicker } from './ContactPicker.tsx'

export interface ChooseDialogProps {
  /** Whom one may choose from; nobody: there is only the text. */
  readonly contacts: readonly Contact[]
  readonly words: ChooseWords
  readonly act: (account: AccountId) => Promise<Answer<unknown>>
  /** All had their turn. */
  readonly onActed?: () => void
  readonly onClose: () => void
}

export interface ChooseWords {
  readonly title: string
  readonly text: string
  readonly act: string
  readonly acting: string
  /** Why the button is off before somebody is chosen. */
  readonly chooseFirst: string
  readonly done: (names: string) => string
  readonly notDone: (name: string, why: string) => string
}

const NOBODY: readonly never[] = []

export function ChooseDialog({ contacts, words, act, onActed, onClose }: ChooseDialogProps) {
  const explain = useErrorText()
  // Whoever had a turn may be no choice any more, and still has a name.
  const everybody = useEngine((state) => state.contacts) ?? NOBODY
  const [chosen, setChosen] = useState<readonly AccountId[]>([])
  const [isBusy, setBusy] = useState(false)
  const nameOf = (account: AccountId) => everybody.find((contact) => contact.account === account)?.name ?? ''
  const actOnAll = async () => {
    setBusy(true)
    const done: string[] = []
    let refused: string | undefined
    for (const account of chosen) {
      const answer = await act(account)
      if (answer.ok) done.push(nameOf(account))
      else refused ??= words.notDone(nameOf(account), explain(answer.error.code))
    }
    setBusy(false)
    onActed?.()
    showToast({ text: refused ?? words.done(done.join(', ')) })
    onClose()
  }
  return (
    <Dialog
      isOpen
      title={words.title}
      text={words.text}
      isGuarded={chosen.length > 0}
      onClose={onClose}
      foot={
        contacts.length > 0 && (
          <Button
            kind="main"
            off={chosen.length === 0 ? words.chooseFirst : undefined}
            busy={isBusy ? words.acting : undefined}
            onClick={() => void actOnAll()}
          >
            {words.act}
          </Button>
        )
      }
    >
      {contacts.length > 0 && <ContactPicker contacts={contacts} chosen={chosen} onChange={setChosen} />}
    </Dialog>
  )
}
