/** Fields with a hint, with an error, hidden, long, and for searching. */
import { Link } from 'lucide-react'
import { useState } from 'react'
import { PasswordField, SearchField, TextArea, TextField } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

export function Fields() {
  const say = useGalleryWords()
  const [query, setQuery] = useState('')
  return (
    <div className={styles.wide}>
      <TextField label={say('name')} hint={say('nameHint')} defaultValue={say('nameExample')} />
      <TextField label={say('address')} icon={Link} error={say('addressError')} defaultValue="sarangbang:…" />
      <PasswordField label={say('passphrase')} error={say('passphraseError')} defaultValue="••••••" />
      <TextArea label={say('about')} defaultValue={say('aboutExample')} rows={2} />
      <SearchField label={say('searchRooms')} value={query} onChange={setQuery} shortcut="Ctrl K" />
    </div>
  )
}
