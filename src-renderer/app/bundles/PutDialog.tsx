/** Puts what others lack into files: how it travels, then the files to save, and the word of the person that they are saved (BNDL-9). */
import { Check, Download, Mail, Usb } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { bundleWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog, Icon, Note, Panel, PanelRow, RadioTiles, showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'
import styles from './ByHand.module.css'
import { MAIL_BYTES, type PutFile, type PutIn, putIn } from './put-in.ts'
import { saveFile } from './save-file.ts'
import type { PutTarget } from './state.ts'

type Way = 'stick' | 'mail'

export function PutDialog({ target, onClose }: { readonly target: PutTarget; readonly onClose: () => void }) {
  const say = useWords(bundleWords)
  const explain = useErrorText()
  const size = useSizes()
  const [way, setWay] = useState<Way>('stick')
  const [bytes, setBytes] = useState<number>()
  const [put, setPut] = useState<PutIn>()
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set())
  const [failure, setFailure] = useState<string>()
  const ending = useRef<AbortController>(undefined)
  useEffect(() => () => ending.current?.abort(), [])

  const start = async () => {
    const end = new AbortController()
    ending.current = end
    setFailure(undefined)
    setBytes(0)
    const made = await putIn(target, way === 'mail' ? MAIL_BYTES : undefined, setBytes, end.signal)
    setBytes(undefined)
    if (typeof made === 'string') setFailure(made)
    else setPut(made)
  }
  const save = async ({ name, file }: PutFile) => {
    const outcome = await saveFile(name, file)
    if (outcome === 'cancelled') return
    setFailure(outcome === 'failed' ? 'FILE_NOT_SAVED' : undefined)
    if (outcome !== 'failed') setSaved((before) => new Set(before).add(name))
  }
  const finish = async () => {
    if (put === undefined) return
    const answer = await call('bundles.written', { id: put.id })
    if (!answer.ok) return setFailure(answer.error.code)
    showToast({ text: say('putDone'), icon: Usb })
    onClose()
  }

  const isAllSaved = put?.files.every(({ name }) => saved.has(name)) === true
  const foot = () => {
    if (put !== undefined) {
      return (
        <Button kind="main" off={isAllSaved ? undefined : say('saveFirst')} onClick={() => void finish()}>
          {say('finish')}
        </Button>
      )
    }
    if (bytes !== undefined) return <Button onClick={() => ending.current?.abort()}>{say('stop')}</Button>
    return (
      <Button kind="main" icon={Usb} onClick={() => void start()}>
        {say('start')}
      </Button>
    )
  }
  return (
    <Dialog
      isOpen
      isGuarded={put !== undefined || bytes !== undefined}
      title={target.to === 'all' ? say('writeTitleAll') : say('writeTitle', { name: target.name })}
      text={say(put === undefined ? 'writeText' : 'saveEach')}
      onClose={onClose}
      foot={foot()}
    >
      {failure !== undefined && (
        <div role="alert">
          <Note tone="brick" text={explain(failure)} />
        </div>
      )}
      {put === undefined && bytes === undefined && (
        <RadioTiles
          label={say('how')}
          value={way}
          tiles={[
            { value: 'stick', label: say('oneFile'), picture: <Icon icon={Usb} size={24} className={styles.way} /> },
            { value: 'mail', label: say('parts'), picture: <Icon icon={Mail} size={24} className={styles.way} /> },
          ]}
          onChange={setWay}
        />
      )}
      {bytes !== undefined && (
        <p className={styles.progress} role="status">
          {say('writing', { size: size(bytes) })}
        </p>
      )}
      {put !== undefined && (
        <Panel className={styles.files}>
          {put.files.map((one) => (
            <PanelRow
              key={one.name}
              title={one.name}
              text={size(one.file.size)}
              end={
                <Button
                  size="small"
                  icon={saved.has(one.name) ? Check : Download}
                  aria-label={say('saveNamed', { name: one.name })}
                  onClick={() => void save(one)}
                >
                  {say(saved.has(one.name) ? 'savedOne' : 'save')}
                </Button>
              }
            />
          ))}
        </Panel>
      )}
    </Dialog>
  )
}
