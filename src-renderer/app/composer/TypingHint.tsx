/** Who is writing here just now. Its line is always there, so that nothing moves when somebody begins. */
import { roomWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { useEngine } from '../engine/index.ts'
import { useMembers } from '../room/index.ts'
import { useWords } from '../words/index.ts'
import styles from './TypingHint.module.css'

export function TypingHint({ room }: { readonly room: RoomId }) {
  const say = useWords(roomWords)
  const typing = useEngine((state) => (state.settings?.typing === false ? undefined : state.typing.get(room)))
  const members = useMembers(room)
  const names = (typing ?? []).flatMap((account) => members.find((member) => member.account === account && !member.me)?.name ?? [])
  const [first, second] = names
  const text =
    first === undefined
      ? ''
      : second === undefined
        ? say('typingOne', { name: first })
        : names.length === 2
          ? say('typingTwo', { first, second })
          : say('typingSome', { count: names.length })
  return (
    <p role="status" className={styles.hint}>
      {text !== '' && <span className={styles.text}>{text}</span>}
    </p>
  )
}
