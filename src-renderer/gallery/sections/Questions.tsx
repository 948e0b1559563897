/** Toasts with and without undo, a form, and a question before what cannot be undone. */
import { Archive, Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { AlertDialog, Button, Dialog, showToast, TextField } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

export function Questions() {
  const say = useGalleryWords()
  const [isAsking, setAsking] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const [name, setName] = useState('')
  const archive = () => showToast({ text: say('archived'), undo: () => showToast({ text: say('restored') }) })
  return (
    <>
      <div className={styles.wrap}>
        <Button icon={Archive} onClick={archive}>
          {say('archive')}
        </Button>
        <Button icon={Copy} onClick={() => showToast({ text: say('copied') })}>
          {say('sayCopied')}
        </Button>
      </div>
      <div className={styles.wrap}>
        <Button kind="main" onClick={() => setMaking(true)}>
          {say('newRoom')}
        </Button>
        <Button icon={Trash2} onClick={() => setAsking(true)}>
          {say('remove')}
        </Button>
      </div>
      <Dialog
        isOpen={isMaking}
        onClose={() => setMaking(false)}
        title={say('newRoom')}
        text={say('newRoomText')}
        isGuarded={name !== ''}
        foot={
          <>
            <Button onClick={() => setMaking(false)}>{say('later')}</Button>
            <Button kind="main" onClick={() => setMaking(false)}>
              {say('create')}
            </Button>
          </>
        }
      >
        <TextField label={say('roomName')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Dialog>
      <AlertDialog
        isOpen={isAsking}
        title={say('deleteTitle')}
        text={say('deleteText')}
        action={say('remove')}
        onAction={() => setAsking(false)}
        safe={say('keep')}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
