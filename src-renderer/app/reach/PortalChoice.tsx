/** Asking a website whether this Wi-Fi wants a sign-in (DOC-7): which one is the person's to say, and nothing is asked before the press. */
import { useEffect, useState } from 'react'
import { doctorWords } from '../../../shared/i18n/index.ts'
import { Button, Panel, TextField } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './Doctor.module.css'

export interface PortalChoiceProps {
  readonly isAsking: boolean
  readonly onAsk: () => void
}

export function PortalChoice({ isAsking, onAsk }: PortalChoiceProps) {
  const say = useWords(doctorWords)
  const explain = useErrorText()
  const [address, setAddress] = useState('')
  const [code, setCode] = useState<string>()
  useEffect(() => {
    let isHere = true
    void call('doctor.options').then((answer) => {
      if (isHere && answer.ok) setAddress(answer.value.portalCheck ?? '')
    })
    return () => {
      isHere = false
    }
  }, [])
  const ask = async () => {
    const chosen = address.trim()
    const answer = await call('doctor.choose', { portalCheck: chosen === '' ? null : chosen })
    setCode(answer.ok ? undefined : answer.error.code)
    if (!answer.ok) return
    setAddress(answer.value.portalCheck ?? '')
    if (chosen !== '') onAsk()
  }
  return (
    <Panel className={styles.copy}>
      <form
        className={styles.portal}
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
        <TextField
          label={say('website')}
          hint={say('websiteText')}
          error={code === undefined ? undefined : explain(code)}
          placeholder={say('websiteExample')}
          inputMode="url"
          value={address}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
        />
        <Button type="submit" size="small" busy={isAsking ? say('busy') : undefined}>
          {say('ask')}
        </Button>
      </form>
    </Panel>
  )
}
