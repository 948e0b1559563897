/** What nobody should do with the words. */
import { ShieldAlert } from 'lucide-react'
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { Icon, Sentences } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Caution.module.css'

export function Caution() {
  const say = useWords(recoveryWords)
  return (
    <div className={styles.caution}>
      <Icon icon={ShieldAlert} />
      <p>
        <b>{say('cautionTitle')}</b>
        <Sentences text={say('caution')} />
      </p>
    </div>
  )
}
