/** Asks people one knows to keep a room. They decide; nothing leaves before they have. */
import { carryingWords } from '../../../shared/i18n/index.ts'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import type { RoomCarrier } from '../../../shared/messenger/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { ChooseDialog } from '../new-room/index.ts'
import { useMembers } from '../room/index.ts'
import { useWords } from '../words/index.ts'

export interface AskDialogProps {
  readonly room: RoomId
  readonly keepers: readonly RoomCarrier[]
  readonly onClose: () => void
}

const NOBODY: readonly never[] = []

export function AskDialog({ room, keepers, onClose }: AskDialogProps) {
  const say = useWords(carryingWords)
  const members = useMembers(room)
  const everybody = useEngine((state) => state.contacts) ?? NOBODY
  const isAsked = (account: AccountId) => keepers.some((keeper) => keeper.account === account && ASKED.has(keeper.state))
  const contacts = everybody.filter(
    ({ account, blocked, state }) =>
      !blocked && state === 'paired' && members.every((member) => member.account !== account) && !isAsked(account),
  )
  return (
    <ChooseDialog
      contacts={contacts}
      words={{
        title: say('askTitle'),
        text: say(contacts.length === 0 ? 'askNobody' : 'askText'),
        act: say('ask'),
        acting: say('asking'),
        chooseFirst: say('askChoose'),
        done: (names) => say('asked', { names }),
        notDone: (name, why) => say('notAsked', { name, why }),
      }}
      act={(account) => call('carrying.ask', { room, account })}
      onClose={onClose}
    />
  )
}

const ASKED: ReadonlySet<RoomCarrier['state']> = new Set(['waiting', 'carrying', 'silent'])
