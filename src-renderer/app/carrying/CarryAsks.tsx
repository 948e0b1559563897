/** People who ask this computer to keep messages, where knocks are shown: who, how much of the disk, yes or no. Which room it is nobody here can know. */
import { Box } from 'lucide-react'
import { useId, useState } from 'react'
import { carryingWords } from '../../../shared/i18n/index.ts'
import type { CarryAsk } from '../../../shared/messenger/index.ts'
import { Avatar, Button, ListLine, SectionLabel, showToast } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'
import styles from './CarryAsks.module.css'
import { QuotaChoice } from './QuotaChoice.tsx'
import { FILE_QUOTAS, QUOTAS } from './quotas.ts'

export function CarryAsks({ asks }: { readonly asks: readonly CarryAsk[] }) {
  const say = useWords(carryingWords)
  const id = useId()
  if (asks.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionLabel level={2} icon={Box} id={id}>
        {say('asks')}
      </SectionLabel>
      <ul>
        {asks.map((ask) => (
          <li key={ask.account}>
            <Ask ask={ask} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ask({ ask: { account, name } }: { readonly ask: CarryAsk }) {
  const say = useWords(carryingWords)
  const explain = useErrorText()
  const size = useSizes()
  const picture = useEngine(({ contacts }) => contacts?.find((contact) => contact.account === account)?.picture)
  const [quota, setQuota] = useState(QUOTAS[0] ?? 0)
  const [files, setFiles] = useState(FILE_QUOTAS[0] ?? 0)
  const answer = async (isYes: boolean) => {
    const answered = isYes ? await call('carrying.allow', { account, quota, files }) : await call('carrying.decline', { account })
    showToast({ text: answered.ok ? say(isYes ? 'agreed' : 'declinedDone', { name }) : explain(answered.error.code) })
    refresh('carryAsks')
  }
  return (
    <div className={styles.ask}>
      <ListLine
        height={60}
        face={<Avatar id={account} name={name} picture={picture} />}
        name={<bdi>{name}</bdi>}
        text={say('askLine', { size: size(quota + files) })}
        isTextWhole
      />
      <div className={styles.answers}>
        <QuotaChoice name={name} quota={quota} files={files} onQuota={setQuota} onFiles={setFiles} />
        <Button size="small" kind="quiet" aria-label={say('declineWith', { name })} onClick={() => void answer(false)}>
          {say('decline')}
        </Button>
        <Button size="small" kind="plain" aria-label={say('agreeWith', { name })} onClick={() => void answer(true)}>
          {say('agree')}
        </Button>
      </div>
    </div>
  )
}
