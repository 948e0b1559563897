/** Name, picture and description of a room, changed together: one act, one line in the conversation for each that became another. */
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import type { Picture, RoomChanges, RoomSummary } from '../../../shared/messenger/index.ts'
import { Button, TextArea, TextField } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { PicturePicker } from '../picture/index.ts'
import { RoomFace } from '../rooms/index.ts'
import { useWords } from '../words/index.ts'
import { useActing } from '../room/index.ts'
import styles from './RoomTop.module.css'

export function EditRoom({ room, onClose }: { readonly room: RoomSummary; readonly onClose: () => void }) {
  const say = useWords(detailsWords)
  const { isBusy, run } = useActing()
  const [title, setTitle] = useState(room.name)
  const [description, setDescription] = useState(room.description)
  const [picture, setPicture] = useState<Picture | undefined>(room.picture)
  const [errors, setErrors] = useState<{ readonly title?: string; readonly description?: string }>({})

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const found = {
      ...(title.trim() === '' && { title: say('nameEmpty') }),
      ...([...title.trim()].length > INTRINSIC.TITLE_CHARACTERS && { title: say('nameLong', { most: INTRINSIC.TITLE_CHARACTERS }) }),
      ...([...description.trim()].length > INTRINSIC.DESCRIPTION_CHARACTERS && {
        description: say('descriptionLong', { most: INTRINSIC.DESCRIPTION_CHARACTERS.toLocaleString() }),
      }),
    }
    setErrors(found)
    if (Object.keys(found).length > 0) return
    const changes: RoomChanges = {
      ...(title.trim() !== room.name && { title: title.trim() }),
      ...(description.trim() !== room.description && { description: description.trim() }),
      ...(picture !== room.picture && { picture: picture ?? null }),
    }
    const isDone =
      Object.keys(changes).length === 0 || (await run(() => call('rooms.change', { room: room.room, changes }), { text: say('saved') }))
    if (isDone) onClose()
  }
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    onClose()
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void save(event)} onKeyDown={cancel}>
      <PicturePicker hasPicture={picture !== undefined} onChange={setPicture}>
        <RoomFace room={{ ...room, picture, name: title }} size={88} />
      </PicturePicker>
      <TextField
        label={say('name')}
        value={title}
        error={errors.title}
        autoFocus
        onChange={({ currentTarget }) => {
          setTitle(currentTarget.value)
          setErrors({})
        }}
      />
      <TextArea
        label={say('description')}
        hint={say('descriptionHint')}
        value={description}
        error={errors.description}
        onChange={({ currentTarget }) => {
          setDescription(currentTarget.value)
          setErrors({})
        }}
      />
      <div className={styles.acts}>
        <Button onClick={onClose}>{say('cancel')}</Button>
        <Button kind="main" type="submit" busy={isBusy ? say('saving') : undefined}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
