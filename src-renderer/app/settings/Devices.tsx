/** The computers that are me. One that only the words brought in waits until somebody here says that it is mine. */
import { Laptop } from 'lucide-react'
import { useEffect, useState } from 'react'
import { settingsWords } from '../../../shared/i18n/index.ts'
import type { DeviceView } from '../../../shared/messenger/index.ts'
import { Button, Chip, Icon, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'

export function Devices() {
  const say = useWords(settingsWords)
  const explain = useErrorText()
  const dates = useDates()
  const me = useEngine((state) => state.me)
  const [devices, setDevices] = useState<readonly DeviceView[]>([])
  useEffect(() => {
    void call('profile.devices').then((answer) => {
      if (answer.ok) setDevices(answer.value)
    })
  }, [me])
  const allow = async ({ device }: DeviceView) => {
    const answer = await call('profile.approveDevice', { device })
    if (answer.ok) setDevices(answer.value)
    else showToast({ text: explain(answer.error.code) })
  }
  return (
    <Panel>
      {devices.map((device) => (
        <PanelRow
          key={device.device}
          start={<Icon icon={Laptop} />}
          title={device.isThis ? (me?.deviceName ?? say('thisDevice')) : (device.name ?? say('devices'))}
          text={device.isNew ? say('deviceNewText') : say('deviceSince', { date: dates.full(device.since) })}
          end={
            device.isThis ? (
              <Chip>{say('thisDevice')}</Chip>
            ) : (
              device.isNew && (
                <Button size="small" onClick={() => void allow(device)}>
                  {say('deviceAllow')}
                </Button>
              )
            )
          }
        />
      ))}
    </Panel>
  )
}
