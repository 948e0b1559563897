/** The passphrase, and when the door locks by itself. */
import { useState } from 'react'
import { settingsWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, Panel, PanelRow, Select, Sentences, SwitchRow } from '../../ui/index.ts'
import { lockHouse, useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'
import { PassphraseDialog, type PassphraseTask } from './PassphraseDialog.tsx'

const MINUTES = [0, 1, 5, 15, 60] as const

export function LockSettings() {
  const say = useWords(settingsWords)
  const settings = useEngine((state) => state.settings)
  const isProtected = useEngine(({ status }) => status?.protection === 'passphrase')
  const change = useChangeSettings()
  const [task, setTask] = useState<PassphraseTask>()
  if (settings === undefined) return null
  const off = isProtected ? undefined : say('lockNeedsPassphrase')
  const minutes = MINUTES.find((each) => each === settings.lockAfterMinutes) ?? 0
  return (
    <>
      <p>
        <Sentences text={say('lockIntro')} />
      </p>
      <Panel>
        <PanelRow
          title={say(isProtected ? 'lockOn' : 'lockOff')}
          text={`${say(isProtected ? 'lockOnText' : 'lockOffText')}${platform.isHere ? '' : ` ${say('lockElsewhere')}`}`}
          end={
            !platform.isHere ? undefined : isProtected ? (
              <Button size="small" onClick={() => setTask('change')}>
                {say('lockChange')}
              </Button>
            ) : (
              <Button kind="main" size="small" onClick={() => setTask('set')}>
                {say('lockSet')}
              </Button>
            )
          }
        />
        <PanelRow
          title={say('lockAfter')}
          text={off ?? say('lockAfterText')}
          end={
            isProtected && (
              <Select
                kind="inline"
                label={say('lockAfter')}
                value={String(minutes)}
                onChange={(value) => void change({ lockAfterMinutes: Number(value) })}
                options={MINUTES.map((count) => ({
                  value: String(count),
                  label: count === 0 ? say('never') : count === 1 ? say('minutes1') : say('minutes', { count }),
                }))}
              />
            )
          }
        />
        {platform.desktop !== undefined && (
          <SwitchRow
            title={say('lockWithSystem')}
            text={off ?? say('lockWithSystemText')}
            isOn={isProtected && settings.lockWithSystem}
            off={off}
            onChange={(lockWithSystem) => void change({ lockWithSystem })}
          />
        )}
      </Panel>
      {isProtected && (
        <Panel>
          <PanelRow title={say('lockNow')} onPress={() => void lockHouse()} />
          {platform.isHere && <PanelRow kind="brick" title={say('lockRemove')} onPress={() => setTask('remove')} />}
        </Panel>
      )}
      <PassphraseDialog task={task} onClose={() => setTask(undefined)} />
    </>
  )
}
