/** What was answered with one sign over there. Nobody here said it, so it cannot be pressed. */
import { importedWords } from '../../../shared/i18n/index.ts'
import type { ImportedMark } from '../../../shared/messenger/index.ts'
import { Tooltip } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Imported.module.css'

export function ImportedReactions({ reactions }: Pick<ImportedMark, 'reactions'>) {
  const say = useWords(importedWords)
  const byEmoji = [...Map.groupBy(reactions, ({ emoji }) => emoji)].slice(0, MOST)
  return (
    <ul className={styles.reactions}>
      {byEmoji.map(([emoji, all]) => {
        const names = all
          .map(({ by }) => by)
          .filter((name) => name !== '')
          .slice(0, NAMED)
          .join(', ')
        const text = say('reactedBy', { emoji, count: all.length, names })
        return (
          <Tooltip key={emoji} text={text}>
            <li aria-label={text} className={styles.chip}>
              <span aria-hidden="true" className={styles.emoji}>
                {emoji}
              </span>
              <span aria-hidden="true">{all.length}</span>
            </li>
          </Tooltip>
        )
      })}
    </ul>
  )
}

const MOST = 12
const NAMED = 5
