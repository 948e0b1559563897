/**
 * By what one knows that it is them: 60 digits, the same on both screens, to be compared when meeting, by eye or by camera. Only a person says
 * that they were compared; a code that does not match never does.
 */
import { ScanLine, ShieldCheck } from 'lucide-react'
import { lazy, Suspense, useEffect, useId, useState } from 'react'
import { contactWords } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Button, Note, QrPicture, SectionLabel, Sentences, showToast } from '../../ui/index.ts'
import { call, refresh } from '../engine/index.ts'
import { hasCamera } from '../scan/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { useContactCalled } from './called.ts'
import styles from './SafetyNumber.module.css'

const ScanDialog = lazy(async () => ({ default: (await import('./ScanDialog.tsx')).ScanDialog }))

export function SafetyNumber({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const called = useContactCalled()
  const id = useId()
  const number = useSafetyNumber(contact.account)
  const verify = useVerify(contact)
  const [isScanning, setScanning] = useState(false)
  const name = called(contact)
  if (number === undefined) return null
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" id={id}>
        {say('safety')}
      </SectionLabel>
      <div className={styles.card}>
        <div className={styles.number}>
          <p className={styles.digits} dir="ltr">
            {number.digits.split(' ').map((group, place) => (
              <span key={place}>{group}</span>
            ))}
          </p>
          <QrPicture text={number.qr} label={say('safetyQr')} hasMark={false} className={styles.qr} />
        </div>
        {contact.verified ? (
          <div className={styles.acts}>
            <Note icon={ShieldCheck} text={say('comparedDone', { name })} className={styles.done} />
            <Button kind="quiet" size="small" onClick={() => void verify(false)}>
              {say('takeBack')}
            </Button>
          </div>
        ) : (
          <>
            <p className={styles.text}>
              <Sentences text={say('safetyText', { name })} />
            </p>
            <div className={styles.acts}>
              {hasCamera() && (
                <Button icon={ScanLine} onClick={() => setScanning(true)}>
                  {say('scan')}
                </Button>
              )}
              <Button kind="main" icon={ShieldCheck} onClick={() => void verify(true)}>
                {say('compared')}
              </Button>
            </div>
          </>
        )}
      </div>
      {isScanning && (
        <Suspense>
          <ScanDialog contact={contact} onMatch={() => void verify(true)} onClose={() => setScanning(false)} />
        </Suspense>
      )}
    </section>
  )
}

function useSafetyNumber(account: AccountId): { readonly digits: string; readonly qr: string } | undefined {
  const [number, setNumber] = useState<{ readonly digits: string; readonly qr: string }>()
  useEffect(() => {
    let isOver = false
    void call('profile.safetyNumber', { account }).then((answer) => {
      if (!isOver && answer.ok) setNumber(answer.value)
    })
    return () => {
      isOver = true
    }
  }, [account])
  return number
}

function useVerify({ account }: Contact): (isVerified: boolean) => Promise<void> {
  const say = useWords(contactWords)
  const explain = useErrorText()
  const set = async (verified: boolean): Promise<boolean> => {
    const answer = await call('people.verify', { account, verified })
    refresh('contacts', 'rooms')
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    return answer.ok
  }
  return async (verified) => {
    if (await set(verified))
      showToast({ icon: ShieldCheck, text: say(verified ? 'verified' : 'comparedUndo'), undo: () => void set(!verified) })
  }
}
