/** The tray with two pictures and a file, made ready as they would be; the recorder, which asks for the microphone; files dropped onto it. */
import { useEffect, useState } from 'react'
import { createPicturePreparer } from '../../app/index.ts'
import { MicrophoneButton, Recorder } from '../../app/index.ts'
import { AttachMenu, createTray, DropZone, pastedFiles, type Tray, TrayStrip } from '../../app/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import { sampleCanvas } from './samples.ts'
import styles from './sections.module.css'

const PICTURES = 2

export function Attaching() {
  const say = useGalleryWords()
  const [tray, setTray] = useState<Tray>()
  const [hold, setHold] = useState<Parameters<Parameters<typeof MicrophoneButton>[0]['onStart']>[0] | 'off'>('off')
  const name = say('longName')
  useEffect(() => {
    const preparer = createPicturePreparer()
    const made = createTray(preparer)
    setTray(made)
    for (let index = 0; index < PICTURES; index += 1) {
      sampleCanvas(2400, 1600, index).toBlob((blob) => blob !== null && made.add([new File([blob], `${index}.png`, { type: 'image/png' })]))
    }
    made.add([new File([name], name)])
    return () => {
      made.clear()
      preparer.close()
    }
  }, [name])
  if (tray === undefined) return null
  return (
    <DropZone onFiles={tray.add}>
      <div className={styles.stack} onPaste={(event) => tray.add(pastedFiles(event.clipboardData))}>
        <div className={styles.box}>
          <TrayStrip tray={tray} onEmpty={() => undefined} />
          <div className={styles.wrap}>
            <AttachMenu onFiles={tray.add} onCard={() => undefined} onPlace={() => undefined} />
            <span className={styles.words}>{say('lunch')}</span>
            <MicrophoneButton onStart={setHold} />
          </div>
        </div>
        {hold !== 'off' && <Recorder hold={hold} onSend={() => undefined} onClose={() => setHold('off')} onFiles={tray.add} />}
      </div>
    </DropZone>
  )
}
