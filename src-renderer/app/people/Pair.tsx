/** Both faces with a dotted line between: mine, and theirs as far as I know it. */
import type { KnockView } from '../../../shared/messenger/index.ts'
import { Avatar, classNames } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import styles from './Pair.module.css'

export function Pair({ knock, isWaiting = false }: { readonly knock: KnockView; readonly isWaiting?: boolean }) {
  const me = useEngine((state) => state.me)
  return (
    <div className={styles.pair} aria-hidden="true">
      {me !== undefined && <Avatar id={me.account} name={me.name} picture={me.picture} size={56} />}
      <span className={classNames(styles.line, isWaiting && styles.waiting)} />
      <Avatar id={knock.account ?? knock.device} name={knock.name} isStone={knock.account === undefined} size={56} />
    </div>
  )
}
