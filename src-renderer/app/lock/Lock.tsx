/**
 * The locked door (ui.md §6, Lock screen). Nothing of what lies behind is on the page: the state was emptied when the lock fell. A wrong
 * passphrase costs nothing but time; how long to wait is the engine's to say.
 */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { lockWords } from '../../../shared/i18n/index.ts'
import { Button, Drawing, PasswordField } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './Lock.module.css'

export function Lock() {
  const say = useWords(lockWords)
  const explain = useErrorText()
  const field = useRef<HTMLInputElement>(null)
  const [passphrase, setPassphrase] = useState('')
  const [failure, setFailure] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [isHangul, setHangul] = useState(false)
  const seconds = useSecondsLeft()

  const open = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || seconds > 0) return
    setBusy(true)
    const answer = await call('host.unlock', { passphrase })
    setBusy(false)
    if (answer.ok) return
    setFailure(answer.error.code === 'WRONG_PASSPHRASE' ? say('wrong') : explain(answer.error.code))
    field.current?.select()
  }
  const notice = (event: KeyboardEvent) => {
    setHangul(event.nativeEvent.isComposing || event.key === 'HangulMode')
  }

  return (
    <main className={styles.lock}>
      <Drawing name="lit-room" width={264} />
      <h1>{say('title')}</h1>
      <form onSubmit={(event) => void open(event)} className={styles.form}>
        <PasswordField
          ref={field}
          label={say('passphrase')}
          value={passphrase}
          autoFocus
          hint={say(isHangul ? 'hangul' : 'text')}
          error={seconds > 0 ? `${failure ?? ''} ${seconds === 1 ? say('wait1') : say('wait', { seconds })}`.trim() : failure}
          onKeyDown={notice}
          onChange={({ currentTarget }) => {
            setPassphrase(currentTarget.value)
            setFailure(undefined)
          }}
        />
        <Button kind="main" size="large" wide type="submit" busy={isBusy ? say('opening') : undefined}>
          {say('open')}
        </Button>
      </form>
    </main>
  )
}

/** Until the next try is looked at. */
function useSecondsLeft(): number {
  const retryAt = useEngine(({ host }) => host?.retryAt ?? 0)
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (retryAt <= Date.now()) return undefined
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [retryAt])
  return Math.max(0, Math.ceil((retryAt - now) / 1000))
}
