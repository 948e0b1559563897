/** Files of other messengers, dropped anywhere in the window: moving in begins, in sight. */
import { go } from '../route/index.ts'
import { droppedFiles } from '../dropped-files/index.ts'
import { begin } from './state.ts'

/** To be called while the drop is being handled. */
export function takeDropped(transfer: DataTransfer): void {
  const found = droppedFiles(transfer)
  go({ page: 'settings', section: 'moving' })
  void found.then((files) => begin(files))
}
