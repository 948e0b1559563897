/** What others learn of me, in plain words; it is the same for everyone I know, and changed in the settings. */
import { useId } from 'react'
import { contactWords } from '../../../shared/i18n/index.ts'
import { Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { formatRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './WhatIShow.module.css'

export function WhatIShow() {
  const say = useWords(contactWords)
  const id = useId()
  const me = useEngine((state) => state.me)
  const settings = useEngine((state) => state.settings)
  if (me === undefined || settings === undefined) return null
  return (
    <section aria-labelledby={id}>
      <SectionLabel
        size="page"
        id={id}
        beside={
          <a className={styles.change} href={formatRoute({ page: 'settings', section: 'talk' })}>
            {say('sharedChange')}
          </a>
        }
      >
        {say('shared')}
      </SectionLabel>
      <Panel>
        <PanelRow title={say('sharedName')} end={<span className={styles.value}>{me.name}</span>} />
        <PanelRow
          title={say('sharedPicture')}
          end={<span className={styles.value}>{say(me.picture === undefined ? 'sharedPictureNo' : 'sharedPictureYes')}</span>}
        />
        <PanelRow
          title={say('sharedRead')}
          end={<span className={styles.value}>{say(settings.readReceipts ? 'sharedYes' : 'sharedNo')}</span>}
        />
        <PanelRow
          title={say('sharedTyping')}
          end={<span className={styles.value}>{say(settings.typing ? 'sharedYes' : 'sharedNo')}</span>}
        />
      </Panel>
    </section>
  )
}
