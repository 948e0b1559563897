/** Adding a computer, from one that has the account. Closing stops what is not done yet; what is done goes on by itself. */
import { linkingWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { type LinkingActs, LinkingStage } from './LinkingStage.tsx'

const ACTS: LinkingActs = {
  show: () => call('devices.show'),
  take: (link) => call('devices.take', { link }),
  confirm: (same) => call('devices.confirm', { same }),
}

export function LinkDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(linkingWords)
  const view = useEngine(({ devices }) => devices?.linking)
  const close = () => {
    void call('devices.cancel')
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={say('title')}
      isGuarded
      foot={<Button onClick={close}>{say(view?.state === 'done' ? 'back' : 'cancel')}</Button>}
    >
      <LinkingStage view={view} acts={ACTS} text={say('accountText')} />
    </Dialog>
  )
}
