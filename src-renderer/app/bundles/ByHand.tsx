/** The tasks by hand over whatever lies on the screen. */
import { useStore } from 'zustand'
import { PutDialog } from './PutDialog.tsx'
import { ReadDialog } from './ReadDialog.tsx'
import { byHand, closeByHand } from './state.ts'

export function ByHand() {
  const open = useStore(byHand, (state) => state.open)
  return (
    <>
      {open?.task === 'write' && <PutDialog key={JSON.stringify(open.target)} target={open.target} onClose={closeByHand} />}
      {open?.task === 'read' && <ReadDialog files={open.files} onClose={closeByHand} />}
    </>
  )
}
