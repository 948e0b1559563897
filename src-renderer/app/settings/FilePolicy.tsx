/** Which files come by themselves, and how much of the line files may take. */
import { keptFilesWords } from '../../../shared/i18n/index.ts'
import { Panel, PanelRow, Select } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'
import { roundBytes, withPresent } from './round-size.ts'

/** MiB. */
const UP_TO = [1, 5, 20, 50, 100, 500]
/** KiB a second; 0: as fast as it goes. */
const RATES = [0, 128, 512, 1024, 2048, 5120, 10_240]
const KIB_IN_MIB = 1024

export function FilePolicy() {
  const say = useWords(keptFilesWords)
  const size = useSizes()
  const settings = useEngine((state) => state.settings)
  const change = useChangeSettings()
  if (settings === undefined) return null
  const { autoFetch, autoFetchMib, uploadKib } = settings
  const rate = (kib: number) => say('uploadRate', { size: size(kib < KIB_IN_MIB ? kib * 1000 : roundBytes(kib / KIB_IN_MIB)) })
  return (
    <Titled title={say('policy')}>
      <Panel>
        <PanelRow
          title={say('fetch')}
          text={say('fetchText')}
          end={
            <Select
              kind="inline"
              label={say('fetch')}
              value={autoFetch}
              onChange={(wanted) => void change({ autoFetch: wanted })}
              options={[
                { value: 'always', label: say('always'), text: say('alwaysText') },
                { value: 'nearby', label: say('nearby'), text: say('nearbyText') },
                { value: 'never', label: say('never'), text: say('neverText') },
              ]}
            />
          }
        />
        {autoFetch !== 'never' && (
          <PanelRow
            title={say('upTo')}
            text={say('upToText')}
            end={
              <Select
                kind="inline"
                label={say('upTo')}
                value={String(autoFetchMib)}
                onChange={(mib) => void change({ autoFetchMib: Number(mib) })}
                options={withPresent(UP_TO, autoFetchMib).map((mib) => ({ value: String(mib), label: size(roundBytes(mib)) }))}
              />
            }
          />
        )}
        <PanelRow
          title={say('upload')}
          text={say('uploadText')}
          end={
            <Select
              kind="inline"
              label={say('upload')}
              value={String(uploadKib)}
              onChange={(kib) => void change({ uploadKib: Number(kib) })}
              options={withPresent(RATES, uploadKib).map((kib) => ({
                value: String(kib),
                label: kib === 0 ? say('uploadFree') : rate(kib),
              }))}
            />
          }
        />
      </Panel>
    </Titled>
  )
}
