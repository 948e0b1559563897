/** In which time zone the clock of the files stood. */
import { movingInWords } from '../../../shared/i18n/index.ts'
import { Panel, PanelRow, Select } from '../../ui/index.ts'
import { useLanguage, useWords } from '../words/index.ts'

/** Where our people live and travel; the proposed one and this computer's come first. */
const COMMON = [
  'Asia/Seoul',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Ho_Chi_Minh',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'UTC',
] as const

export interface ZoneChoiceProps {
  readonly zone: string
  readonly proposed: string
  readonly onChange: (zone: string) => void
}

export function ZoneChoice({ zone, proposed, onChange }: ZoneChoiceProps) {
  const say = useWords(movingInWords)
  const language = useLanguage()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([proposed, here, zone, ...COMMON])]
  return (
    <Panel>
      <PanelRow
        title={say('zone')}
        text={say('zoneText')}
        end={
          <Select
            kind="inline"
            label={say('zone')}
            value={zone}
            onChange={onChange}
            options={zones.map((value) => ({ value, label: zoneName(value, language), text: value }))}
          />
        }
      />
    </Panel>
  )
}

function zoneName(zone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}
