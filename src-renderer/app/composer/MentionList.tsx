/** Who can be named, above the field; the focus never leaves the field. */
import { useEffect, useRef } from 'react'
import { composerWords } from '../../../shared/i18n/index.ts'
import { Avatar, classNames, VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './MentionList.module.css'
import type { MentionChoice } from './use-mentions.ts'

export function MentionList({ choice: { listId, people, current, point, pick } }: { readonly choice: MentionChoice }) {
  const say = useWords(composerWords)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const [first] = people
  const told =
    first === undefined ? '' : say(people.length === 1 ? 'mentionOne' : 'mentionCount', { count: people.length, name: first.name })
  return (
    <>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      {first !== undefined && (
        <div ref={list} id={listId} role="listbox" aria-label={say('mention')} className={styles.list}>
          {people.map((member) => (
            <div
              key={member.account}
              id={`${listId}-${member.account}`}
              role="option"
              aria-selected={member === current}
              className={classNames(styles.person, member === current && styles.current)}
              onPointerMove={() => point(member)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(member)}
            >
              <Avatar id={member.account} name={member.name} picture={member.picture} size={24} />
              <span className={styles.name}>{member.name}</span>
            </div>
          ))}
        </div>
      )}
    </>
  )
}
