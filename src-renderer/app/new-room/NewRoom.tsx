/** The dialog that makes a room: what kind, its name and picture, and who is in it from the start. */
import { Megaphone, MessagesSquare } from 'lucide-react'
import { type FormEvent, useId, useMemo, useRef, useState } from 'react'
import { newRoomWords } from '../../../shared/i18n/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import { Avatar, Button, Dialog, EmptyState, Icon, Lattice, RadioTiles, showToast, TextField } from '../../ui/index.ts'
import { refresh, useEngine } from '../engine/index.ts'
import { PicturePicker } from '../picture/index.ts'
import { go } from '../route/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { ContactPicker } from './ContactPicker.tsx'
import { changeDraft, dropDraft, isBegun, type RoomDraft, useRoomDraft } from './draft.ts'
import { makeRoom } from './make-room.ts'
import styles from './NewRoom.module.css'

const NOBODY: readonly never[] = []

export function NewRoom({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(newRoomWords)
  const explain = useErrorText()
  const form = useId()
  const nameField = useRef<HTMLInputElement>(null)
  const draft = useRoomDraft()
  const everybody = useEngine((state) => state.contacts) ?? NOBODY
  const contacts = useMemo(() => everybody.filter(({ blocked }) => !blocked), [everybody])
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const nameOf = (account: string) => contacts.find((contact) => contact.account === account)?.name ?? ''

  const create = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const problem = nameProblem(draft.name, say)
    setError(problem)
    if (problem !== undefined) return nameField.current?.focus()
    setBusy(true)
    const made = await makeRoom(draft)
    setBusy(false)
    refresh('rooms')
    if (!made.ok) return setError(explain(made.code))
    const [missing] = made.notAdded
    if (missing !== undefined) showToast({ text: say('notAdded', { name: nameOf(missing.account), why: explain(missing.code) }) })
    else if (made.pictureCode !== undefined) showToast({ text: say('pictureFailed', { why: explain(made.pictureCode) }) })
    dropDraft()
    go({ page: 'rooms', room: made.room }, { replace: true })
  }

  return (
    <Dialog
      isOpen
      title={say('title')}
      isGuarded={isBegun(draft)}
      initialFocus={nameField}
      onClose={onClose}
      foot={
        <>
          <span className={styles.count} role="status">
            {draft.members.length === 0
              ? say('chosenNone')
              : draft.members.length === 1
                ? say('chosenOne')
                : say('chosen', { count: draft.members.length })}
          </span>
          {isBegun(draft) && (
            <Button
              onClick={() => {
                dropDraft()
                setError(undefined)
                nameField.current?.focus()
              }}
            >
              {say('startOver')}
            </Button>
          )}
          <Button kind="main" type="submit" form={form} busy={isBusy ? say('creating') : undefined}>
            {say('create')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} noValidate onSubmit={(event) => void create(event)}>
        <RadioTiles
          label={say('kind')}
          value={draft.kind}
          onChange={(kind) => changeDraft({ kind })}
          tiles={[
            { value: 'group', label: say('group'), picture: <KindPicture kind="group" /> },
            { value: 'notice', label: say('notice'), picture: <KindPicture kind="notice" /> },
          ]}
        />
        <p className={styles.hint}>{say(draft.kind === 'group' ? 'groupText' : 'noticeText')}</p>
        <div className={styles.face}>
          <PicturePicker hasPicture={draft.picture !== undefined} onChange={(picture) => changeDraft({ picture })}>
            <DraftFace draft={draft} nameOf={nameOf} />
          </PicturePicker>
          <TextField
            ref={nameField}
            label={say('name')}
            hint={say('nameHint')}
            error={error}
            value={draft.name}
            onChange={({ currentTarget }) => {
              changeDraft({ name: currentTarget.value })
              setError(undefined)
            }}
          />
        </div>
        <section aria-label={say('people')}>
          <h3 className={styles.title}>{say('people')}</h3>
          {contacts.length === 0 ? (
            <EmptyState title={say('nobodyTitle')} text={say('nobodyText')}>
              <Button onClick={() => go({ page: 'people', part: 'invite' })}>{say('invite')}</Button>
            </EmptyState>
          ) : (
            <ContactPicker contacts={contacts} chosen={draft.members} onChange={(members) => changeDraft({ members })} />
          )}
        </section>
      </form>
    </Dialog>
  )
}

function KindPicture({ kind }: { readonly kind: RoomDraft['kind'] }) {
  return (
    <span className={styles.kind}>
      <Icon icon={kind === 'group' ? MessagesSquare : Megaphone} size={24} />
    </span>
  )
}

/** As the room will look in lists. */
function DraftFace({ draft, nameOf }: { readonly draft: RoomDraft; readonly nameOf: (account: string) => string }) {
  const { kind, name, picture, members } = draft
  const me = useEngine((state) => state.me?.account)
  if (picture === undefined && kind === 'group' && members.length > 1)
    return <Lattice size={88} faces={members.slice(0, 4).map((account) => ({ account, name: nameOf(account) }))} />
  const icon = kind === 'notice' ? Megaphone : name.trim() === '' ? MessagesSquare : undefined
  return <Avatar id={me ?? ''} name={name} picture={picture} size={88} shape="room" isStone={icon !== undefined} icon={icon} />
}

function nameProblem(name: string, say: ReturnType<typeof useWords<typeof newRoomWords>>): string | undefined {
  const length = [...name.trim()].length
  if (length === 0) return say('nameEmpty')
  return length > INTRINSIC.TITLE_CHARACTERS ? say('nameLong', { most: INTRINSIC.TITLE_CHARACTERS }) : undefined
}
