/** What can be done with several things of a room at once, at the foot of its page. */
import { CornerUpLeft, Download, EyeOff, Forward, MonitorDown } from 'lucide-react'
import { useState } from 'react'
import { sharedWords, shownFileWords, timelineWords } from '../../../shared/i18n/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { Button } from '../../ui/index.ts'
import { useArrivalsOf } from '../arrivals/index.ts'
import { saveSeveral, useFileActs } from '../attachments/index.ts'
import { SelectedBar } from '../selecting/index.ts'
import { forgetMessages, ForwardDialog } from '../timeline/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { attachedOf } from './attached-of.ts'
import { useSharedFrame } from './context.ts'
import { sendItems } from './send-items.ts'
import { isFile } from './shared-item.ts'
import styles from './Shared.module.css'

export interface SelectedItemsProps {
  readonly items: readonly SharedFile[]
  readonly onStop: () => void
}

export function SelectedItems({ items, onStop }: SelectedItemsProps) {
  const say = useWords(sharedWords)
  const sayOfFiles = useWords(shownFileWords)
  const sayOfMessages = useWords(timelineWords)
  const explain = useErrorText()
  const acts = useFileActs()
  const { room, toMessage } = useSharedFrame()
  const [isForwarding, setForwarding] = useState(false)
  const files = items.filter(isFile).map((item) => attachedOf(room, item))
  const states = useArrivalsOf(files.map(({ view }) => view.file)).map((arrival) => arrival?.state ?? '')
  const away = files.filter((_, at) => ['idle', 'paused', 'nobody', 'failed'].includes(states[at] ?? ''))
  const isAllHere = states.every((state) => state === 'here')
  const [only] = items
  const forget = () => {
    onStop()
    void forgetMessages([...new Set(items.map(({ message }) => message))], { say: sayOfMessages, explain })
  }
  return (
    <>
      <SelectedBar
        label={say('selectBar')}
        count={items.length === 0 ? undefined : items.length}
        onStop={onStop}
        className={styles.selectedBar}
      >
        {away.length > 0 && (
          <Button icon={MonitorDown} onClick={() => away.forEach((file) => acts.get(file))}>
            {sayOfFiles(away.length === 1 ? 'get' : 'getAll')}
          </Button>
        )}
        {files.length > 0 && (
          <Button icon={Download} off={isAllHere ? undefined : say('saveNotHere')} onClick={() => void saveSeveral(files, acts.save)}>
            {sayOfFiles('save')}
          </Button>
        )}
        <Button icon={Forward} off={isAllHere ? undefined : sayOfMessages('forwardNotHere')} onClick={() => setForwarding(true)}>
          {sayOfMessages('forwardSend')}
        </Button>
        {only !== undefined && items.length === 1 && (
          <Button icon={CornerUpLeft} onClick={() => toMessage(only)}>
            {say('toMessage')}
          </Button>
        )}
        <Button icon={EyeOff} onClick={forget}>
          {sayOfMessages('deleteForMe')}
        </Button>
      </SelectedBar>
      {isForwarding && (
        <ForwardDialog from={room} send={(to) => sendItems(items, to)} onSent={onStop} onClose={() => setForwarding(false)} />
      )}
    </>
  )
}
