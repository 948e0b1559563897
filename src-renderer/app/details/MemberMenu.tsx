/** What one may do with a member: only what the room would accept; where somebody would look for more, a line says why it is not there. */
import { Crown, Eye, MessageCircle, PencilLine, ShieldHalf, UserRound, UserRoundMinus } from 'lucide-react'
import { detailsWords } from '../../../shared/i18n/index.ts'
import type { MemberView, RoomSummary } from '../../../shared/messenger/index.ts'
import { MenuItem, MenuLine } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { ADMIN, MEMBER, memberRights, READER, type Role, useActing } from '../room/index.ts'

/** What is asked about before it is done, as it cannot be undone. */
export type Ask = { readonly about: MemberView; readonly act: 'transfer' | 'remove' }

export interface MemberMenuProps {
  readonly room: RoomSummary
  readonly member: MemberView
  readonly members: readonly MemberView[]
  readonly onAsk: (ask: Ask) => void
}

export function MemberMenu({ room, member, members, onAsk }: MemberMenuProps) {
  const say = useWords(detailsWords)
  const { run } = useActing()
  const { account, name, contact } = member
  const rights = room.state === 'open' ? memberRights(members, member) : undefined
  const put = (role: Role) => call('rooms.act', { room: room.room, act: { act: 'role', account, role } })
  const setRole = (role: Role) => {
    const done = role === ADMIN ? say('nowAdmin', { name }) : role === READER ? say('nowReader', { name }) : say('nowMember', { name })
    void run(() => put(role), { text: done, undo: () => void run(() => put(member.role)) })
  }
  const talk = async () => {
    const answer = await call('rooms.direct', { account })
    if (answer.ok) go({ page: 'rooms', room: answer.value })
    else void run(() => Promise.resolve(answer))
  }
  const isOffered = (role: Role) => rights?.roles.includes(role) === true
  const { refusal } = rights ?? {}
  const hasActs = rights !== undefined && (rights.roles.length > 0 || refusal !== undefined)
  return (
    <>
      <MenuItem
        icon={UserRound}
        isOff={!contact}
        text={contact ? undefined : say('notContact')}
        onSelect={() => go({ page: 'people', contact: account })}
      >
        {say('viewProfile')}
      </MenuItem>
      {contact && (
        <MenuItem icon={MessageCircle} onSelect={() => void talk()}>
          {say('talkWith')}
        </MenuItem>
      )}
      {hasActs && <MenuLine />}
      {isOffered(ADMIN) && (
        <MenuItem icon={ShieldHalf} onSelect={() => setRole(ADMIN)}>
          {say('makeAdmin')}
        </MenuItem>
      )}
      {refusal !== undefined && (
        <MenuItem icon={ShieldHalf} isOff text={say(refusal)} onSelect={() => undefined}>
          {say(refusal === 'onlyOwnersMakeAdmins' ? 'makeAdmin' : 'changeRole')}
        </MenuItem>
      )}
      {isOffered(MEMBER) && (
        <MenuItem icon={member.role < MEMBER ? PencilLine : UserRound} onSelect={() => setRole(MEMBER)}>
          {say(member.role < MEMBER ? 'letWrite' : 'makeMember')}
        </MenuItem>
      )}
      {isOffered(READER) && (
        <MenuItem icon={Eye} onSelect={() => setRole(READER)}>
          {say('makeReader')}
        </MenuItem>
      )}
      {rights?.transfer === true && (
        <MenuItem icon={Crown} onSelect={() => onAsk({ about: member, act: 'transfer' })}>
          {say('handOver')}
        </MenuItem>
      )}
      {rights?.remove === true && (
        <>
          <MenuLine />
          <MenuItem icon={UserRoundMinus} kind="brick" onSelect={() => onAsk({ about: member, act: 'remove' })}>
            {say('takeOut')}
          </MenuItem>
        </>
      )}
    </>
  )
}
