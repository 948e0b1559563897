/** Buttons in every kind, size and state; the busy one answers a press with two seconds of work. */
import { ArrowUp, Ellipsis, Mic, Paperclip, Plus, Search, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton, Kbd, Spinner, Switch } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

const WORK_MS = 2_000

export function Buttons() {
  const say = useGalleryWords()
  const [isWorking, setWorking] = useState(false)
  const [isOn, setOn] = useState(true)
  const work = () => {
    setWorking(true)
    setTimeout(() => setWorking(false), WORK_MS)
  }
  return (
    <>
      <div className={styles.wrap}>
        <Button kind="main" busy={isWorking ? say('sending') : undefined} onClick={work}>
          {say('send')}
        </Button>
        <Button kind="main" busy={say('sending')}>
          {say('send')}
        </Button>
        <Button kind="main" off={say('nobodyYet')}>
          {say('send')}
        </Button>
      </div>
      <div className={styles.wrap}>
        <Button icon={Plus}>{say('create')}</Button>
        <Button>{say('later')}</Button>
        <Button kind="quiet">{say('details')}</Button>
      </div>
      <div className={styles.wrap}>
        <Button kind="brick" icon={Trash2}>
          {say('deleteForAll')}
        </Button>
        <Button size="small">{say('showHow')}</Button>
        <Switch label={say('typingShown')} isOn={isOn} onChange={setOn} />
      </div>
      <div className={styles.wrap}>
        <Button kind="main" size="large">
          {say('invite')}
        </Button>
        <IconButton icon={Search} label={say('search')} shortcut="Ctrl K" />
        <IconButton icon={Paperclip} label={say('attach')} isOn={isOn} onClick={() => setOn(!isOn)} />
        <IconButton icon={Mic} label={say('record')} off={say('nobodyYet')} />
        <IconButton icon={ArrowUp} label={say('send')} kind="main" />
        <IconButton icon={Ellipsis} label={say('more')} size="small" iconSize={18} />
        <Spinner />
        <Kbd>Esc</Kbd>
      </div>
    </>
  )
}
