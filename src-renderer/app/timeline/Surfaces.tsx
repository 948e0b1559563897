/** The one small surface or dialog that is open over the messages of a timeline. */
import { Menu } from '../../ui/index.ts'
import { useFrame, useView } from './context.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { EarlierPopover } from './EarlierPopover.tsx'
import { ForwardDialog } from './ForwardDialog.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { ReactPopover } from './ReactPopover.tsx'
import { sendAgain } from './send-again.ts'
import { ShareDialog } from './ShareDialog.tsx'
import { TrailPopover } from './TrailPopover.tsx'
import { WholeText } from './WholeText.tsx'

export function Surfaces() {
  const { view, room: here } = useFrame()
  const surface = useView((state) => state.surface)
  const asked = useView((state) => state.asked)
  const close = () => view.getState().surface === surface && view.setState({ surface: undefined })
  const stop = () => view.setState({ asked: undefined })
  const [first] = asked?.messages ?? []
  return (
    <>
      {surface?.what === 'trail' && <TrailPopover {...surface} onClose={close} />}
      {surface?.what === 'earlier' && <EarlierPopover {...surface} onClose={close} />}
      {surface?.what === 'react' && <ReactPopover {...surface} onClose={close} />}
      {surface?.what === 'menu' && (
        <Menu isOpen anchor={surface.anchor} side="bottom" align="end" onOpenChange={(isOpen) => !isOpen && close()}>
          <MessageMenu message={surface.message} anchor={surface.anchor} />
        </Menu>
      )}
      {asked?.what === 'delete' && first !== undefined && <DeleteDialog message={first} onClose={stop} />}
      {asked?.what === 'forward' && <ForwardDialog from={here} send={(room) => sendAgain(asked.messages, room)} onClose={stop} />}
      {asked?.what === 'whole' && first !== undefined && <WholeText message={first} onClose={stop} />}
      {asked?.what === 'share' && <ShareDialog messages={asked.messages} onClose={stop} />}
    </>
  )
}
