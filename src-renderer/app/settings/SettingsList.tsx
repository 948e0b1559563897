/** The sections, at the side. */
import { settingsWords } from '../../../shared/i18n/index.ts'
import { Badge, Divider, Icon } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { ListPane, useWidth } from '../house/index.ts'
import { formatRoute, useRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { SECTIONS, sectionOf } from './sections.ts'
import styles from './SettingsList.module.css'

export function SettingsList() {
  const say = useWords(settingsWords)
  const route = useRoute()
  const width = useWidth()
  const hasWords = useEngine(({ me }) => me?.wordsKept === true)
  const blocked = useEngine(({ contacts }) => contacts?.filter((contact) => contact.blocked).length ?? 0)
  const given = route.page === 'settings' ? sectionOf(route.section) : undefined
  const shown = given ?? (width === 'narrow' ? undefined : 'me')
  return (
    <ListPane title={say('title')}>
      <nav aria-label={say('title')} className={styles.list}>
        {SECTIONS.map((group, index) => (
          <div key={group[0]?.name}>
            {index > 0 && <Divider className={styles.gap} />}
            {group.map(({ name, icon }) => (
              <a
                key={name}
                className={styles.item}
                href={formatRoute({ page: 'settings', section: name })}
                aria-current={name === shown ? 'page' : undefined}
              >
                <Icon icon={icon} />
                <span className={styles.name}>{say(name)}</span>
                {name === 'words' && hasWords && <Badge count={1} />}
                {name === 'blocked' && blocked > 0 && <span className={styles.count}>{blocked}</span>}
              </a>
            ))}
          </div>
        ))}
      </nav>
    </ListPane>
  )
}
