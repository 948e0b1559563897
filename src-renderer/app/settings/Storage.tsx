/** What the conversations take of the disk, and where they are. */
import { Usb } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { bundleWords, keptFilesWords, settingsWords } from '../../../shared/i18n/index.ts'
import type { MediaUsage, StorageUse } from '../../../shared/messenger/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, GhostRows, Panel, PanelRow } from '../../ui/index.ts'
import { OpenFiles, putOnUsb } from '../bundles/index.ts'
import { call } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { formatRoute } from '../route/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'
import { FilePolicy } from './FilePolicy.tsx'
import { FilesKept } from './FilesKept.tsx'
import styles from './Storage.module.css'

export function Storage() {
  const say = useWords(settingsWords)
  const sayByHand = useWords(bundleWords)
  const explain = useErrorText()
  const size = useSizes()
  const sayOfFiles = useWords(keptFilesWords)
  const [use, setUse] = useState<StorageUse>()
  const [usage, setUsage] = useState<MediaUsage>()
  const [failure, setFailure] = useState<string>()
  const read = useCallback(async () => {
    const [answer, files] = await Promise.all([call('profile.storage'), call('transfers.usage')])
    if (answer.ok) setUse(answer.value)
    else setFailure(answer.error.code)
    if (files.ok) setUsage(files.value)
  }, [])
  useEffect(() => void read(), [read])
  if (failure !== undefined) return <p role="alert">{explain(failure)}</p>
  if (use === undefined) return <GhostRows height={60} />
  const { desktop } = platform
  return (
    <>
      <Panel>
        <PanelRow title={say('storageAll', { size: size(use.bytes) })} text={say('storageText')} />
        <PanelRow
          title={say('storageFolder')}
          text={<span className={styles.folder}>{use.folder}</span>}
          end={
            desktop !== undefined && (
              <Button size="small" onClick={() => desktop.openFolder()}>
                {say('storageOpen')}
              </Button>
            )
          }
        />
      </Panel>
      {usage !== undefined && <FilesKept usage={usage} onChanged={() => void read()} />}
      <FilePolicy />
      <Titled title={sayByHand('byHand')}>
        <Panel>
          <PanelRow
            title={sayByHand('putAll')}
            text={sayByHand('putAllText')}
            end={
              <Button size="small" icon={Usb} onClick={() => putOnUsb({ to: 'all' })}>
                {sayByHand('put')}
              </Button>
            }
          />
          <PanelRow
            title={sayByHand('open')}
            text={sayByHand('openText')}
            end={<OpenFiles size="small">{sayByHand('choose')}</OpenFiles>}
          />
        </Panel>
      </Titled>
      <Titled title={say('storageRooms')}>
        <Panel>
          {use.rooms.length === 0 && <PanelRow title={say('storageNone')} />}
          {use.rooms.map(({ room, name, bytes, messages }) => {
            const files = usage?.rooms.find((each) => each.room === room)?.bytes ?? 0
            const said = messages === 1 ? say('storageMessages1') : say('storageMessages', { count: messages.toLocaleString() })
            return (
              <PanelRow
                key={room}
                // What takes most is what somebody looks for here.
                href={formatRoute({ page: 'rooms', room, ...(files > bytes && { part: 'files' }) })}
                title={name}
                text={files === 0 ? said : sayOfFiles('inRoom', { messages: said, size: size(files) })}
                end={<span className={styles.size}>{size(bytes + files)}</span>}
              />
            )
          })}
        </Panel>
      </Titled>
    </>
  )
}
