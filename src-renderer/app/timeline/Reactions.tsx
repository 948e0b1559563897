/** What was answered with one sign: a chip each, mine with a ring; who it was is in its tooltip and its name. */
import { SmilePlus } from 'lucide-react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { classNames, Icon, Tooltip } from '../../ui/index.ts'
import { useMembers } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import { listed } from './fate.ts'
import styles from './Reactions.module.css'

export function Reactions({ message, isActive }: { readonly message: MessageView; readonly isActive: boolean }) {
  const say = useWords(timelineWords)
  const { acts, mayWrite, room, me, view } = useFrame()
  const members = useMembers(room)
  const nameOf = (account: AccountId) =>
    account === me ? say('me') : (members.find((member) => member.account === account)?.name ?? undefined)
  const tabIndex = isActive ? 0 : -1
  return (
    <div className={styles.reactions}>
      {message.reactions.map(({ emoji, accounts, mine }) => {
        const known = accounts.flatMap((account) => nameOf(account) ?? [])
        const names = known.length === 0 ? '' : listed(known, accounts.length, say)
        return (
          <Tooltip key={emoji} text={names}>
            <button
              type="button"
              tabIndex={tabIndex}
              aria-pressed={mine}
              aria-label={say('reactedWith', { emoji, count: accounts.length, names })}
              aria-disabled={!mayWrite}
              className={classNames(styles.chip, mine && styles.mine)}
              onClick={() => mayWrite && acts.react(message, emoji)}
            >
              <span className={styles.emoji}>{emoji}</span> {accounts.length}
            </button>
          </Tooltip>
        )
      })}
      {mayWrite && (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={say('react')}
          className={classNames(styles.chip, styles.add)}
          onClick={({ currentTarget }) => view.setState({ surface: { what: 'react', message, anchor: currentTarget } })}
        >
          <Icon icon={SmilePlus} size={16} />
        </button>
      )}
    </div>
  )
}
