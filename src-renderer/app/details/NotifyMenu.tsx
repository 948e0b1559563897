/** When this room notifies: quiet for a while, or another choice for good. Both can be taken back from the toast. */
import { Bell, BellOff } from 'lucide-react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { RoomPreferences, RoomSummary } from '../../../shared/messenger/index.ts'
import { Menu, MenuChoices, MenuItem, MenuLine, showToast, VisuallyHidden } from '../../ui/index.ts'
import { FOREVER, inAnHour, isMuted, tomorrowMorning, useRoomActs } from '../rooms/index.ts'
import { daysBetween, useDates, useWords } from '../words/index.ts'
import { ActTile } from './ActTile.tsx'

export function NotifyMenu({ room }: { readonly room: RoomSummary }) {
  const say = useWords(detailsWords)
  const dates = useDates()
  const { prefer } = useRoomActs()
  const { mutedUntil, notify } = room.preferences
  const isResting = mutedUntil > Date.now()
  const timeOf = (at: number) => (daysBetween(Date.now(), at) === 0 ? dates.time(at) : dates.full(at))
  const NOTICES = { all: say('nowAll'), mentions: say('nowMentions'), none: say('nowNone') } as const
  const now = !isResting ? NOTICES[notify] : mutedUntil === FOREVER ? say('nowOff') : say('nowUntil', { time: timeOf(mutedUntil) })

  const change = async (changes: Partial<RoomPreferences>, text: string) => {
    if (await prefer(room, changes)) showToast({ text, undo: () => void prefer(room, { mutedUntil, notify }) })
  }
  const mute = (until: number) =>
    void change({ mutedUntil: until }, until === FOREVER ? say('mutedAlways') : say('mutedFor', { time: timeOf(until) }))

  return (
    <Menu
      align="start"
      trigger={
        <ActTile icon={isMuted(room, Date.now()) ? BellOff : Bell}>
          {say('notify')}
          <VisuallyHidden>{say('notifyNow', { now })}</VisuallyHidden>
        </ActTile>
      }
    >
      {isResting ? (
        <MenuItem icon={Bell} text={now} onSelect={() => void change({ mutedUntil: 0 }, say('unmuted'))}>
          {say('unmute')}
        </MenuItem>
      ) : (
        <>
          <MenuItem onSelect={() => mute(inAnHour())}>{say('muteHour')}</MenuItem>
          <MenuItem onSelect={() => mute(tomorrowMorning())}>{say('muteMorning')}</MenuItem>
          <MenuItem onSelect={() => mute(FOREVER)}>{say('muteAlways')}</MenuItem>
        </>
      )}
      <MenuLine />
      <MenuChoices
        label={say('whichNotices')}
        value={notify}
        options={[
          { value: 'all', label: say('notifyAll') },
          { value: 'mentions', label: say('notifyMentions') },
          { value: 'none', label: say('notifyNone') },
        ]}
        onChange={(wanted) => void change({ notify: wanted }, say('notifyChanged', { now: NOTICES[wanted] }))}
      />
    </Menu>
  )
}
