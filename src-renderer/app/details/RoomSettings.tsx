/** How a room takes people in, for its admins: in effect at once, and taken back from the toast. */
import type { ReactNode } from 'react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { RoomChanges, RoomDetails } from '../../../shared/messenger/index.ts'
import { SectionLabel, Select } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import styles from './RoomSettings.module.css'
import { ADMIN, MEMBER, OWNER, type Role, useActing } from '../room/index.ts'

export function RoomSettings({ room, details }: { readonly room: RoomId; readonly details: RoomDetails }) {
  const say = useWords(detailsWords)
  const { run } = useActing()
  const { door, history } = details
  const change = (changes: RoomChanges, before: RoomChanges, text: string) => {
    const put = (wanted: RoomChanges) => call('rooms.change', { room, changes: wanted })
    void run(() => put(changes), { text, undo: () => void run(() => put(before)) })
  }
  const inviters = INVITERS[details.inviters]
  const INVITER_WORDS = { members: say('inviters2'), admins: say('inviters3'), owner: say('inviters4') } as const
  const DOOR_WORDS = { open: say('doorOpen'), ask: say('doorAsk') } as const
  const HISTORY_WORDS = { none: say('historyNone'), epoch: say('historyEpoch'), all: say('historyAll') } as const
  const told = (setting: string, value: string) => say('settingChanged', { setting, value })
  return (
    <section aria-label={say('settings')}>
      <SectionLabel className={styles.label}>{say('settings')}</SectionLabel>
      <div className={styles.settings}>
        <Setting label={say('inviters')}>
          <Select
            label={say('inviters')}
            value={inviters}
            options={optionsOf(INVITER_WORDS)}
            onChange={(value) =>
              change({ inviters: ROLE_OF[value] }, { inviters: details.inviters }, told(say('inviters'), INVITER_WORDS[value]))
            }
          />
        </Setting>
        <Setting label={say('door')}>
          <Select
            label={say('door')}
            value={door}
            options={optionsOf(DOOR_WORDS)}
            onChange={(value) => change({ door: value }, { door }, told(say('door'), DOOR_WORDS[value]))}
          />
        </Setting>
        <Setting label={say('history')}>
          <Select
            label={say('history')}
            value={history}
            options={optionsOf(HISTORY_WORDS)}
            onChange={(value) => change({ history: value }, { history }, told(say('history'), HISTORY_WORDS[value]))}
          />
        </Setting>
      </div>
    </section>
  )
}

type Inviters = 'members' | 'admins' | 'owner'
const INVITERS: Readonly<Record<Role, Inviters>> = { 0: 'members', 1: 'members', 2: 'members', 3: 'admins', 4: 'owner' }
const ROLE_OF: Readonly<Record<Inviters, Role>> = { members: MEMBER, admins: ADMIN, owner: OWNER }

function optionsOf<V extends string>(words: Readonly<Record<V, string>>): readonly { readonly value: V; readonly label: string }[] {
  const options: { readonly value: V; readonly label: string }[] = []
  for (const value in words) options.push({ value, label: words[value] })
  return options
}

function Setting({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.setting}>
      <p aria-hidden="true">{label}</p>
      {children}
    </div>
  )
}
