/** Name and picture, as others see them. */
import { type FormEvent, useState } from 'react'
import { settingsWords } from '../../../shared/i18n/index.ts'
import type { Me, Picture } from '../../../shared/messenger/index.ts'
import { Avatar, Button, showToast, TextField } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { PicturePicker } from '../picture/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './Profile.module.css'

export function Profile() {
  const me = useEngine((state) => state.me)
  return me === undefined ? null : <ProfileOf key={me.name} me={me} />
}

function ProfileOf({ me }: { readonly me: Me }) {
  const say = useWords(settingsWords)
  const explain = useErrorText()
  const [name, setName] = useState(me.name)
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const isSame = name.trim() === me.name

  const rename = async (event: FormEvent) => {
    event.preventDefault()
    if (isSame || isBusy) return
    setBusy(true)
    const answer = await call('profile.rename', { name })
    setBusy(false)
    if (!answer.ok) return setError(explain(answer.error.code))
    refresh('me')
    showToast({ text: say('saved') })
  }
  const setPicture = async (picture: Picture | undefined) => {
    const answer = await call('profile.setPicture', { picture: picture ?? null })
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    refresh('me')
  }

  return (
    <>
      <PicturePicker hasPicture={me.picture !== undefined} onChange={(picture) => void setPicture(picture)}>
        <Avatar id={me.account} name={me.name} picture={me.picture} size={88} />
      </PicturePicker>
      <form className={styles.form} onSubmit={(event) => void rename(event)}>
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          error={error}
          value={name}
          autoComplete="name"
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setError(undefined)
          }}
        />
        <Button kind="main" type="submit" off={isSame ? say('nameUnchanged') : undefined} busy={isBusy ? say('saving') : undefined}>
          {say('save')}
        </Button>
      </form>
    </>
  )
}
