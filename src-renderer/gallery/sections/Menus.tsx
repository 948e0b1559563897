/** A menu from a button, one on the thing itself, and a popover with a title. */
import { BellOff, Copy, Forward, Pin, Reply, SmilePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, ContextMenu, Menu, MenuChoices, MenuItem, MenuLine, Popover, PopoverClose, showToast, Submenu } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

type Notify = 'all' | 'mentions' | 'none'

export function Menus() {
  const say = useGalleryWords()
  return (
    <div className={styles.stack}>
      <div className={styles.wrap}>
        <Menu align="start" trigger={<Button>{say('openMenu')}</Button>}>
          <Items />
        </Menu>
        <Popover title={say('closable')} align="start" trigger={<Button kind="quiet">{say('whereIsIt')}</Button>}>
          <p className={styles.sheetText}>{say('closableWhy')}</p>
          <PopoverClose>
            <Button size="small">{say('close')}</Button>
          </PopoverClose>
        </Popover>
      </div>
      <ContextMenu target={<div className={styles.target}>{say('contextHere')}</div>}>
        <Items />
      </ContextMenu>
    </div>
  )
}

function Items() {
  const say = useGalleryWords()
  const [notify, setNotify] = useState<Notify>('all')
  const nothing = () => undefined
  return (
    <>
      <MenuItem icon={Reply} shortcut="R" onSelect={nothing}>
        {say('reply')}
      </MenuItem>
      <MenuItem icon={SmilePlus} shortcut="E" onSelect={nothing}>
        {say('react')}
      </MenuItem>
      <MenuItem icon={Forward} isOff text={say('forwardOff')} onSelect={nothing}>
        {say('forward')}
      </MenuItem>
      <MenuItem icon={Copy} shortcut="Ctrl C" onSelect={() => showToast({ text: say('copied') })}>
        {say('copy')}
      </MenuItem>
      <MenuItem icon={Pin} shortcut="P" onSelect={nothing}>
        {say('pin')}
      </MenuItem>
      <Submenu icon={BellOff} label={say('muteMore')}>
        <MenuItem onSelect={nothing}>{say('anHour')}</MenuItem>
        <MenuItem onSelect={nothing}>{say('untilMorning')}</MenuItem>
      </Submenu>
      <MenuLine />
      <MenuChoices<Notify>
        label={say('notify')}
        value={notify}
        onChange={setNotify}
        options={[
          { value: 'all', label: say('notifyAll') },
          { value: 'mentions', label: say('notifyMentions') },
          { value: 'none', label: say('notifyNone') },
        ]}
      />
      <MenuLine />
      <MenuItem icon={Trash2} kind="brick" shortcut="Del" onSelect={nothing}>
        {say('remove')}
      </MenuItem>
    </>
  )
}
