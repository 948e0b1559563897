/** What files take of this computer, how much they may take, and making room. */
import { useState } from 'react'
import { keptFilesWords } from '../../../shared/i18n/index.ts'
import type { MediaUsage } from '../../../shared/messenger/index.ts'
import { Button, Panel, PanelRow, ProgressBar, Select } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'
import { MakeRoom } from './MakeRoom.tsx'
import { roundBytes, withPresent } from './round-size.ts'
import styles from './Storage.module.css'

const GIB = 1024
/** MiB. */
const QUOTAS = [1, 2, 5, 10, 20, 50, 100, 500, 1024].map((gib) => gib * GIB)

export interface FilesKeptProps {
  readonly usage: MediaUsage
  /** Something went, or may have. */
  readonly onChanged: () => void
}

export function FilesKept({ usage, onChanged }: FilesKeptProps) {
  const say = useWords(keptFilesWords)
  const size = useSizes()
  const settings = useEngine((state) => state.settings)
  const change = useChangeSettings()
  const [isMaking, setMaking] = useState(false)
  const { bytes, files, quota } = usage
  const text = files === 0 ? say('usedNone') : files === 1 ? say('usedText1') : say('usedText', { count: files.toLocaleString() })
  if (settings === undefined) return null
  const options = (present: number) => withPresent(QUOTAS, present).map((mib) => ({ value: String(mib), label: size(roundBytes(mib)) }))
  return (
    <Titled title={say('title')}>
      <Panel>
        <PanelRow title={say('used', { used: size(bytes) })} text={text}>
          <div className={styles.share}>
            <ProgressBar value={quota === 0 ? 0 : bytes / quota} />
          </div>
        </PanelRow>
        <PanelRow
          title={say('quota')}
          text={say('quotaText')}
          end={
            <Select
              kind="inline"
              label={say('quota')}
              value={String(settings.mediaMib)}
              onChange={(mib) => void change({ mediaMib: Number(mib) }).then(onChanged)}
              options={options(settings.mediaMib)}
            />
          }
        />
        <PanelRow
          title={say('roomQuota')}
          text={say('roomQuotaText')}
          end={
            <Select
              kind="inline"
              label={say('roomQuota')}
              value={String(settings.roomMediaMib)}
              onChange={(mib) => void change({ roomMediaMib: Number(mib) }).then(onChanged)}
              options={options(settings.roomMediaMib)}
            />
          }
        />
        <PanelRow
          title={say('makeRoom')}
          text={say('makeRoomText')}
          end={
            <Button size="small" off={files === 0 ? say('usedNone') : undefined} onClick={() => setMaking(true)}>
              {say('makeRoom')}
            </Button>
          }
        />
      </Panel>
      {isMaking && (
        <MakeRoom
          rooms={usage.rooms.map(({ room }) => room)}
          onClose={() => {
            setMaking(false)
            onChanged()
          }}
        />
      )}
    </Titled>
  )
}
