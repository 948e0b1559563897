/** Where rows will be. */
import { GhostRows } from '../../ui/index.ts'

export function Ghosts() {
  return <GhostRows count={3} />
}
