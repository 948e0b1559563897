/** A place to be sent: out of a link or of coordinates, with a name. What was understood is shown before it goes. */
import { MapPin } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { introducingWords } from '../../../shared/i18n/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { Button, Dialog, Icon, TextField } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './introducing.module.css'
import { readPlace } from './read-place.ts'
import { type IntroducingProps, useSaying } from './use-saying.tsx'

/** A step on the ground. */
const DIGITS = 5

export function SendPlaceDialog({ room, mode, onClose, onSent }: IntroducingProps) {
  const say = useWords(introducingWords)
  const form = useId()
  const [where, setWhere] = useState('')
  const [named, setNamed] = useState<string>()
  const [error, setError] = useState<string>()
  const saying = useSaying({ room, mode, onClose, onSent })
  const found = readPlace(where)
  const name = named ?? found?.name ?? ''

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (found === undefined) return setError(say(where.trim() === '' ? 'whereEmpty' : 'whereNone'))
    const { latitude, longitude } = found
    void saying.send({ kind: 'place', latitude, longitude, name: name.trim().slice(0, MEDIA.PLACE_NAME_CHARACTERS) })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('placeTitle')}
      text={say('placeText')}
      isGuarded={where !== ''}
      foot={
        <Button kind="main" type="submit" form={form} busy={saying.isBusy ? say('busy') : undefined}>
          {say('send')}
        </Button>
      }
    >
      <form id={form} className={styles.form} noValidate onSubmit={submit}>
        <TextField
          label={say('where')}
          hint={say('whereHint')}
          value={where}
          error={error}
          inputMode="url"
          onChange={({ currentTarget }) => {
            setWhere(currentTarget.value)
            setError(undefined)
          }}
          onBlur={() => where.trim() !== '' && found === undefined && setError(say('whereNone'))}
        />
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          value={name}
          maxLength={MEDIA.PLACE_NAME_CHARACTERS}
          onChange={({ currentTarget }) => setNamed(currentTarget.value)}
        />
        <p role="status" className={styles.found}>
          {found !== undefined && (
            <>
              <Icon icon={MapPin} size={18} />
              {say('found', { latitude: found.latitude.toFixed(DIGITS), longitude: found.longitude.toFixed(DIGITS) })}
            </>
          )}
        </p>
        {saying.failure}
      </form>
    </Dialog>
  )
}
