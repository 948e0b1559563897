/** How each messenger is made to give its conversations away. */
import { ChevronDown } from 'lucide-react'
import { movingInWords } from '../../../shared/i18n/index.ts'
import { Icon, Panel, Sentences } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { Titled } from '../house/index.ts'
import styles from './HowTo.module.css'

const WAYS = [
  ['howKakao', 'howKakaoText'],
  ['howWhatsApp', 'howWhatsAppText'],
  ['howLine', 'howLineText'],
  ['howOthers', 'howOthersText'],
  ['howContacts', 'howContactsText'],
] as const

export function HowTo() {
  const say = useWords(movingInWords)
  return (
    <Titled title={say('howTitle')}>
      <Panel>
        {WAYS.map(([name, text]) => (
          <details key={name} className={styles.way}>
            <summary className={styles.name}>
              <span>{say(name)}</span>
              <Icon icon={ChevronDown} size={18} />
            </summary>
            <p className={styles.text}>
              <Sentences text={say(text)} />
            </p>
          </details>
        ))}
      </Panel>
    </Titled>
  )
}
