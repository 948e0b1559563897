/** Compares by camera: their screen shows who they are and for whom. Only a code of exactly the two of us counts. */
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { contactWords } from '../../../shared/i18n/index.ts'
import { checkSafetyLink } from '../../../shared/identity/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Dialog, Note } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { CameraView } from '../scan/index.ts'
import { useWords } from '../words/index.ts'
import { useContactCalled } from './called.ts'
import styles from './ScanDialog.module.css'

export interface ScanDialogProps {
  readonly contact: Contact
  readonly onMatch: () => void
  readonly onClose: () => void
}

export function ScanDialog({ contact, onMatch, onClose }: ScanDialogProps) {
  const say = useWords(contactWords)
  const called = useContactCalled()
  const me = useEngine((state) => state.me?.account)
  const [found, setFound] = useState<ReturnType<typeof checkSafetyLink>>()
  const name = called(contact)
  const read = (text: string) => {
    if (me === undefined) return
    const checked = checkSafetyLink(text, me, contact.account)
    setFound(checked)
    if (checked === 'MATCH') onMatch()
  }
  return (
    <Dialog isOpen title={say('scanTitle', { name })} text={say('scanText')} onClose={onClose}>
      {found === 'MATCH' ? (
        <Note icon={ShieldCheck} text={say('scanMatch', { name })} />
      ) : (
        <>
          <CameraView onCode={read} />
          <div role="alert" className={styles.found}>
            {found !== undefined && (
              <Note
                tone={found === 'MISMATCH' ? 'brick' : 'plain'}
                icon={TriangleAlert}
                text={found === 'MISMATCH' ? say('scanMismatch', { name }) : say('scanNoLink')}
              />
            )}
          </div>
        </>
      )}
    </Dialog>
  )
}
