/** Shutting somebody out: asked before, silent for them, and taken back with one press. */
import { Ban, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { contactWords } from '../../../shared/i18n/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { AlertDialog, Icon, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { useContactCalled } from './called.ts'
import styles from './BlockPanel.module.css'

export function BlockPanel({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const called = useContactCalled()
  const { block } = useBlocking(contact)
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Panel>
        <PanelRow
          kind="brick"
          start={
            <span className={styles.icon}>
              <Icon icon={Ban} />
            </span>
          }
          title={say('block')}
          onPress={() => setAsking(true)}
        />
      </Panel>
      <AlertDialog
        isOpen={isAsking}
        title={say('blockTitle', { name: called(contact) })}
        text={say('blockText')}
        action={say('block')}
        safe={say('blockKeep')}
        onClose={() => setAsking(false)}
        onAction={() => {
          setAsking(false)
          void block(true)
        }}
      />
    </>
  )
}

export function useBlocking(contact: Contact): { readonly icon: LucideIcon; readonly block: (isBlocked: boolean) => Promise<void> } {
  const say = useWords(contactWords)
  const explain = useErrorText()
  const called = useContactCalled()
  const { account } = contact
  const name = called(contact)
  const block = async (blocked: boolean): Promise<void> => {
    const answer = await call('people.block', { account, blocked })
    refresh('contacts', 'rooms', 'status')
    if (answer.ok)
      showToast({
        icon: Ban,
        text: say(blocked ? 'blockedDone' : 'unblocked', { name }),
        ...(blocked && { undo: () => void block(false) }),
      })
    else showToast({ text: explain(answer.error.code) })
  }
  return { icon: Ban, block }
}
