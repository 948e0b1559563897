/** Who is blocked: people, and devices that never said whose they are. */
import { useCallback, useEffect, useState } from 'react'
import { settingsWords } from '../../../shared/i18n/index.ts'
import type { BlockedDevice, Contact } from '../../../shared/messenger/index.ts'
import { Avatar, Button, EmptyState, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'

const NOBODY: readonly Contact[] = []

export function Blocked() {
  const say = useWords(settingsWords)
  const explain = useErrorText()
  const dates = useDates()
  const contacts = useEngine((state) => state.contacts) ?? NOBODY
  const [devices, setDevices] = useState<readonly BlockedDevice[]>([])
  const people = contacts.filter(({ blocked }) => blocked)
  const readDevices = useCallback(async () => {
    const answer = await call('people.blockedDevices')
    if (answer.ok) setDevices(answer.value)
  }, [])
  useEffect(() => void readDevices(), [readDevices, contacts])
  const told = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }, name: string) => {
    showToast({ text: answer.error === undefined ? say('unblocked', { name }) : explain(answer.error.code) })
    refresh('contacts')
    void readDevices()
  }

  if (people.length + devices.length === 0) return <EmptyState title={say('blockedNone')} text={say('blockedNoneText')} />
  return (
    <Panel>
      {people.map(({ account, name, picture }) => (
        <PanelRow
          key={account}
          start={<Avatar id={account} name={name} picture={picture} size={40} />}
          title={name}
          end={
            <Button
              size="small"
              onClick={() => void call('people.block', { account, blocked: false }).then((answer) => told(answer, name))}
            >
              {say('unblock')}
            </Button>
          }
        />
      ))}
      {devices.map(({ device, name, since }) => (
        <PanelRow
          key={device}
          start={<Avatar id={device} name={name} size={40} isStone />}
          title={name}
          text={dates.full(since)}
          end={
            <Button size="small" onClick={() => void call('people.unblockDevice', { device }).then((answer) => told(answer, name))}>
              {say('unblock')}
            </Button>
          }
        />
      ))}
    </Panel>
  )
}
