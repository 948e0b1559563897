/** Who keeps the list of one's contacts, sealed to the twelve words, for the day this computer is gone (RECV-7). */
import { useEffect, useState } from 'react'
import { settingsWords } from '../../../shared/i18n/index.ts'
import type { KeepsakeHolder } from '../../../shared/messenger/index.ts'
import { Avatar, Panel, PanelRow } from '../../ui/index.ts'
import { call, onEvent } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './KeepsakeHolders.module.css'

export function KeepsakeHolders() {
  const say = useWords(settingsWords)
  const dates = useDates()
  const holders = useHolders()
  if (holders === undefined) return null
  return (
    <Titled title={say('keepsakeTitle')}>
      <p className={styles.text}>{say(holders.length === 0 ? 'keepsakeNobody' : 'keepsakeText')}</p>
      {holders.length > 0 && (
        <Panel>
          {holders.map(({ account, name, at, hasNewest }) => (
            <PanelRow
              key={account}
              start={<Avatar id={account} name={name} size={40} />}
              title={name}
              text={hasNewest ? say('keepsakeSince', { time: dates.inList(at) }) : say('keepsakeOlder')}
            />
          ))}
        </Panel>
      )}
    </Titled>
  )
}

/** undefined until the engine has answered. */
function useHolders(): readonly KeepsakeHolder[] | undefined {
  const [holders, setHolders] = useState<readonly KeepsakeHolder[]>()
  useEffect(() => {
    let isHere = true
    const look = async () => {
      const answer = await call('recovery.view')
      if (isHere && answer.ok) setHolders(answer.value.keepsake.holders)
    }
    void look()
    const end = onEvent(({ type }) => {
      if (type === 'lagged' || type === 'recovery') void look()
    })
    return () => {
      isHere = false
      end()
    }
  }, [])
  return holders
}
