/** What is pinned, in one line under the head: pressed, it goes there; of several a list can be opened. */
import { Pin, PinOff } from 'lucide-react'
import { useState } from 'react'
import { roomWords, timelineWords } from '../../../shared/i18n/index.ts'
import { parseId, type RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { Button, Icon, IconButton, Popover, showToast } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { jumpToMessage, previewOf, tinyPictureOf } from '../timeline/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import styles from './PinsStrip.module.css'
import { usePins } from './use-pins.ts'

export function PinsStrip({ room, mayUnpin }: { readonly room: RoomId; readonly mayUnpin: boolean }) {
  const say = useWords(roomWords)
  const pins = usePins(room)
  const [isOpen, setOpen] = useState(false)
  const [newest] = pins
  if (newest === undefined) return null
  return (
    <div className={styles.strip}>
      <Icon icon={Pin} size={16} className={styles.icon} />
      <PinLine pin={newest} onGo={() => jump(room, newest)} />
      {pins.length > 1 && (
        <Popover
          isOpen={isOpen}
          onOpenChange={setOpen}
          align="end"
          title={say('pins')}
          className={styles.list}
          trigger={
            <Button kind="quiet" size="small">
              {say('pinsCount', { count: pins.length })}
            </Button>
          }
        >
          <ul>
            {pins.map((pin) => (
              <li key={pin.id} className={styles.item}>
                <PinLine
                  pin={pin}
                  onGo={() => {
                    setOpen(false)
                    jump(room, pin)
                  }}
                />
                {mayUnpin && <Unpin pin={pin} />}
              </li>
            ))}
          </ul>
        </Popover>
      )}
      {pins.length === 1 && mayUnpin && <Unpin pin={newest} />}
    </div>
  )
}

function PinLine({ pin, onGo }: { readonly pin: MessageView; readonly onGo: () => void }) {
  const say = useWords(roomWords)
  const sayOfMessage = useWords(timelineWords)
  const language = useLanguage()
  const me = useEngine((state) => state.me?.account)
  const name = pin.author.account === me ? say('me') : pin.author.name
  const tiny = tinyPictureOf(pin)
  const text = previewOf(pin, sayOfMessage, language)
  return (
    <button type="button" className={styles.line} aria-label={say('pinnedBy', { name, text })} onClick={onGo}>
      {tiny !== undefined && <img src={tiny} alt="" draggable={false} className={styles.tiny} />}
      <b>{name}</b>
      <span>{text}</span>
    </button>
  )
}

function Unpin({ pin }: { readonly pin: MessageView }) {
  const say = useWords(roomWords)
  const explain = useErrorText()
  const unpin = async () => {
    const message = parseId('message', pin.id)
    const answer = message === undefined ? undefined : await call('messages.pin', { message, on: false })
    if (answer?.ok === false) showToast({ text: explain(answer.error.code) })
  }
  return <IconButton icon={PinOff} size="small" iconSize={16} label={say('unpin')} onClick={() => void unpin()} />
}

function jump(room: RoomId, pin: MessageView): void {
  const message = parseId('message', pin.id)
  if (message !== undefined) void jumpToMessage(room, message)
}
