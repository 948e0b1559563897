/** Where an archive shall be read: in a room, or in what is said with a contact. Nobody else is told. */
import { type FormEvent, useId, useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { ArchivePlace, ArchiveView } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Dialog, RoomAvatar } from '../../ui/index.ts'
import { ChoiceList } from '../choice-list/index.ts'
import { useEngine } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Imported.module.css'
import { useArchiveActs } from './use-archive-acts.ts'

export function PlaceDialog({ archive, onClose }: { readonly archive: ArchiveView; readonly onClose: () => void }) {
  const say = useWords(importedWords)
  const { move } = useArchiveActs()
  const [chosen, setChosen] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const form = useId()
  const places = usePlaces()

  const put = async (event: FormEvent) => {
    event.preventDefault()
    const to = places.find(({ key }) => key === chosen)
    if (to === undefined || isBusy) return
    setBusy(true)
    const moved = await move(archive, to.place, say('placed', { name: to.name }))
    setBusy(false)
    if (moved === undefined) return
    onClose()
    if (moved.room !== undefined) go({ page: 'rooms', room: moved.room })
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('placeTitle')}
      text={say('placeMeaning')}
      isGuarded={chosen !== undefined}
      foot={
        <Button
          kind="main"
          type="submit"
          form={form}
          busy={isBusy ? say('placing') : undefined}
          off={chosen === undefined ? say('placePick') : undefined}
        >
          {say('placeDo')}
        </Button>
      }
    >
      <form id={form} className={styles.form} onSubmit={(event) => void put(event)}>
        <ChoiceList
          type="radio"
          choices={places}
          isChosen={(key) => key === chosen}
          onChoose={setChosen}
          searchLabel={say('placeSearch')}
          noneText={say('placeNone')}
        />
      </form>
    </Dialog>
  )
}

/** Rooms, then people I have no room with yet: with those it appears as soon as there is one. */
function usePlaces() {
  const rooms = useEngine((state) => state.rooms) ?? []
  const contacts = useEngine((state) => state.contacts) ?? []
  const withRoom = new Set(rooms.flatMap(({ peer }) => peer ?? []))
  return [
    ...rooms.map((room) => ({
      key: `room ${room.room}`,
      name: room.name,
      place: (room.peer === undefined ? { at: 'room', room: room.room } : { at: 'contact', account: room.peer }) satisfies ArchivePlace,
      face: <RoomAvatar room={{ ...room, id: room.room }} size={36} />,
    })),
    ...contacts
      .filter(({ account, blocked }) => !blocked && !withRoom.has(account))
      .map(({ account, name, picture }) => ({
        key: `contact ${account}`,
        name,
        place: { at: 'contact', account } satisfies ArchivePlace,
        face: <Avatar id={account} name={name} picture={picture} size={36} />,
      })),
  ]
}
