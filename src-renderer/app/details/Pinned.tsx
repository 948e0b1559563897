/** What is pinned here: each goes to its place in the conversation. */
import { detailsWords, timelineWords } from '../../../shared/i18n/index.ts'
import { parseId, type RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { Avatar, ListButton, SectionLabel } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { usePins } from '../sheet/index.ts'
import { jumpToMessage, previewOf } from '../timeline/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './Members.module.css'

export function Pinned({ room }: { readonly room: RoomId }) {
  const say = useWords(detailsWords)
  const sayOfMessage = useWords(timelineWords)
  const language = useLanguage()
  const me = useEngine((state) => state.me?.account)
  const pins = usePins(room)
  if (pins.length === 0) return null
  const jump = (pin: MessageView) => {
    const message = parseId('message', pin.id)
    if (message !== undefined) void jumpToMessage(room, message)
  }
  return (
    <section aria-label={say('pinned')}>
      <SectionLabel beside={pins.length} className={styles.label}>
        {say('pinned')}
      </SectionLabel>
      <ul className={styles.list}>
        {pins.map((pin) => (
          <li key={pin.id}>
            <ListButton
              height={48}
              face={<Avatar id={pin.author.account} name={pin.author.name} size={36} />}
              name={pin.author.account === me ? say('me') : pin.author.name}
              text={previewOf(pin, sayOfMessage, language)}
              onClick={() => jump(pin)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
