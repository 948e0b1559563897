/** The dialogs that have an address of their own, so that they can be opened from anywhere: `#/people/invite[/ROOM]`, `#/people/accept`. */
import { parseId } from '../../../shared/ids/index.ts'
import { AcceptDialog, InviteDialog } from '../invite/index.ts'
import { go, useRoute } from '../route/index.ts'

export function PeopleDialogs() {
  const route = useRoute()
  if (route.page !== 'people') return null
  const close = () => go({ page: 'people' }, { replace: true })
  switch (route.part) {
    case 'invite':
      return <InviteDialog room={route.id === undefined ? undefined : parseId('room', route.id)} onClose={close} />
    case 'accept':
      return <AcceptDialog onClose={close} />
    case 'compare':
    case 'entry':
    case 'same':
    case 'invitations':
    case undefined:
      return null
  }
}
