/** The computers that are me: add one, name it, take it out. One that only the words brought in waits until somebody here says that it is mine. */
import { Laptop, MonitorOff, Plus } from 'lucide-react'
import { useState } from 'react'
import { linkingWords, settingsWords, stolenWords } from '../../../shared/i18n/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import type { OwnDeviceView } from '../../../shared/messenger/index.ts'
import { platform } from '../../platform/index.ts'
import { AlertDialog, Button, Chip, Icon, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { useWidth } from '../house/index.ts'
import { LinkDialog, StolenDialog } from '../linking/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import styles from './Devices.module.css'
import { RenameDevice } from './RenameDevice.tsx'

const NONE: readonly OwnDeviceView[] = []

export function Devices() {
  const say = useWords(linkingWords)
  const sayStolen = useWords(stolenWords)
  const explain = useErrorText()
  const devices = useEngine((state) => state.devices?.devices) ?? NONE
  const isRevoked = useEngine((state) => state.devices?.isRevoked === true)
  // Which computers are mine is said at one of them.
  const canChange = platform.isHere && !isRevoked
  const [isLinking, setLinking] = useState(false)
  const [leaving, setLeaving] = useState<OwnDeviceView>()
  const [stolen, setStolen] = useState<DeviceId>()
  const [naming, setNaming] = useState<OwnDeviceView>()
  const takeOut = async ({ device, name }: OwnDeviceView) => {
    setLeaving(undefined)
    const answer = await call('devices.revoke', { device })
    showToast({ text: answer.ok ? say('takenOutToast', { name }) : explain(answer.error.code) })
    refresh('devices')
  }
  return (
    <>
      <Panel>
        {devices.map((device) => (
          <DeviceRow key={device.device} device={device} canChange={canChange} onName={setNaming} onTakeOut={setLeaving} />
        ))}
      </Panel>
      {canChange && (
        <Panel>
          <PanelRow start={<Icon icon={Plus} />} title={say('add')} text={say('addText')} onPress={() => setLinking(true)} />
        </Panel>
      )}
      {isLinking && <LinkDialog onClose={() => setLinking(false)} />}
      {naming !== undefined && <RenameDevice device={naming} onClose={() => setNaming(undefined)} />}
      <AlertDialog
        isOpen={leaving !== undefined}
        title={say('takeOutTitle', { name: leaving?.name ?? '' })}
        text={say('takeOutText')}
        action={say('takeOut')}
        onAction={() => leaving !== undefined && void takeOut(leaving)}
        safe={say('keep')}
        onClose={() => setLeaving(undefined)}
        instead={{
          label: sayStolen('instead'),
          onPress: () => {
            setStolen(leaving?.device)
            setLeaving(undefined)
          },
        }}
      />
      {stolen !== undefined && <StolenDialog device={stolen} onClose={() => setStolen(undefined)} />}
    </>
  )
}

interface DeviceRowProps {
  readonly device: OwnDeviceView
  readonly canChange: boolean
  readonly onName: (device: OwnDeviceView) => void
  readonly onTakeOut: (device: OwnDeviceView) => void
}

function DeviceRow({ device, canChange, onName, onTakeOut }: DeviceRowProps) {
  const say = useWords(linkingWords)
  const settings = useWords(settingsWords)
  const explain = useErrorText()
  const text = useDeviceLine(device)
  const { name, isThis, isNew, isRevoked } = device
  const allow = async () => {
    const answer = await call('profile.approveDevice', { device: device.device })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    refresh('devices')
  }
  const canTakeOut = canChange && !isThis && !isRevoked
  // Beside two buttons, one pane leaves no room for when it was last here.
  const isBelow = useWidth() === 'narrow' && canChange && !isRevoked
  const acts = (
    <span className={isBelow ? styles.below : styles.acts}>
      {isThis && !isBelow && <Chip>{settings('thisDevice')}</Chip>}
      {isNew && canChange && (
        <Button size="small" kind="main" onClick={() => void allow()}>
          {settings('deviceAllow')}
        </Button>
      )}
      {canChange && !isRevoked && (
        <Button size="small" aria-label={say('renameName', { name })} onClick={() => onName(device)}>
          {say('rename')}
        </Button>
      )}
      {canTakeOut && (
        <Button size="small" kind="brick" aria-label={say('takeOutName', { name })} onClick={() => onTakeOut(device)}>
          {say('takeOut')}
        </Button>
      )}
    </span>
  )
  return (
    <PanelRow
      start={<Icon icon={isRevoked ? MonitorOff : Laptop} />}
      title={name}
      text={text}
      end={!isBelow ? acts : isThis ? <Chip>{settings('thisDevice')}</Chip> : undefined}
    >
      {isBelow && acts}
    </PanelRow>
  )
}

function useDeviceLine({ since, seen, isConnected, isThis, isNew, isRevoked, isRevokedByWords }: OwnDeviceView): string {
  const say = useWords(linkingWords)
  const sayStolen = useWords(stolenWords)
  const settings = useWords(settingsWords)
  const dates = useDates()
  if (isRevokedByWords) return sayStolen('line')
  if (isRevoked) return say('takenOut')
  if (isNew) return settings('deviceNewText')
  if (!isThis && isConnected) return say('connected')
  if (!isThis && seen !== undefined) return say('seen', { date: dates.full(seen) })
  return settings('deviceSince', { date: dates.day(since) })
}
