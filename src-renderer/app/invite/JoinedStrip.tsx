/** Somebody used the invitation while the sheet is open: says so at once, with the way to the first word. */
import { UserCheck } from 'lucide-react'
import { useState } from 'react'
import { inviteWords } from '../../../shared/i18n/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Strip } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import styles from './JoinedStrip.module.css'
import { useTalk } from './use-talk.ts'

export function JoinedStrip({ onTalk }: { readonly onTalk: () => void }) {
  const say = useWords(inviteWords)
  const talk = useTalk()
  const contacts = useEngine((state) => state.contacts)
  const before = useFirst(contacts)
  const joined = before && contacts?.findLast(({ account, state }) => state === 'paired' && !before.some((each) => isPaired(each, account)))
  if (joined === undefined) return null
  return (
    <div className={styles.place}>
      <Strip
        tone="lamp"
        icon={UserCheck}
        action={say('talk')}
        onAction={() => {
          onTalk()
          void talk(joined.account)
        }}
      >
        {say('joined', { name: joined.name })}
      </Strip>
    </div>
  )
}

function isPaired({ account, state }: Contact, wanted: Contact['account']): boolean {
  return account === wanted && state === 'paired'
}

/** As it was when it was first known. */
function useFirst<T>(value: T | undefined): T | undefined {
  const [first, setFirst] = useState(value)
  if (first === undefined && value !== undefined) setFirst(value)
  return first ?? value
}
