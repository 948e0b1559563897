/** Into which rooms "I'm here" goes with one tap: a switch each. */
import { outageWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Panel, PanelRow, SectionLabel, SwitchRow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWidth } from '../house/index.ts'
import { useWords } from '../words/index.ts'

export interface HereRoomsProps {
  readonly chosen: readonly RoomId[]
  readonly isFixed: boolean
  readonly onChoose: (rooms: readonly RoomId[]) => void
}

export function HereRooms({ chosen, isFixed, onChoose }: HereRoomsProps) {
  const say = useWords(outageWords)
  // One below the head of the page.
  const level = useWidth() === 'narrow' ? 2 : 3
  const all = useEngine(({ rooms }) => rooms)
  const open = (all ?? []).filter(({ state, kind, preferences }) => state === 'open' && kind !== 'self' && !preferences.archived)
  return (
    <section>
      <SectionLabel size="page" level={level}>
        {say('rooms')}
      </SectionLabel>
      <Panel>
        <PanelRow title={open.length === 0 ? say('noRooms') : say('roomsText')} />
        {open.map(({ room, name }) => (
          <SwitchRow
            key={room}
            title={name}
            isOn={chosen.includes(room)}
            off={isFixed ? say('onlyHere') : undefined}
            onChange={(isOn) => onChoose(isOn ? [...chosen, room] : chosen.filter((each) => each !== room))}
          />
        ))}
      </Panel>
    </section>
  )
}
