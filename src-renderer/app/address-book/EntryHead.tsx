/** The face, the name, and how far it has come. */
import { useEffect, useState } from 'react'
import type { BookEntry, Picture } from '../../../shared/messenger/index.ts'
import { Avatar } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import styles from './EntryPage.module.css'
import { useStandingText } from './standing-text.ts'

export function EntryHead({ entry }: { readonly entry: BookEntry }) {
  const standing = useStandingText()
  const { account, name, org } = entry
  return (
    <section className={styles.head} aria-label={name}>
      <Avatar id={account ?? entry.entry} name={name} isStone={account === undefined} picture={usePhoto(entry)} size={88} />
      <div>
        <h2 className={styles.name}>
          <bdi>{name}</bdi>
        </h2>
        {org !== '' && <p className={styles.line}>{org}</p>}
        <p className={styles.line}>{standing(entry)}</p>
      </div>
    </section>
  )
}

function usePhoto({ entry, hasPhoto }: BookEntry): Picture | undefined {
  const [photo, setPhoto] = useState<Picture>()
  useEffect(() => {
    let isOver = false
    const read = async () => {
      const answer = await call('book.photo', { entry })
      if (!isOver && answer.ok && answer.value !== null) setPhoto(answer.value)
    }
    if (hasPhoto) void read()
    return () => {
      isOver = true
    }
  }, [entry, hasPhoto])
  return photo
}
