/** The same acts from the button of a row and from the menu of a picture. */
import { Copy, CornerUpLeft, ListChecks } from 'lucide-react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { MenuItem, showToast } from '../../ui/index.ts'
import { FileMenu } from '../attachments/index.ts'
import { useWords } from '../words/index.ts'
import { attachedOf } from './attached-of.ts'
import { useSharedFrame } from './context.ts'
import { isFile, keyOf } from './shared-item.ts'

export function ItemMenu({ item }: { readonly item: SharedFile }) {
  const say = useWords(sharedWords)
  const { room, toMessage, selection } = useSharedFrame()
  const key = keyOf(item)
  return (
    <>
      <MenuItem icon={ListChecks} shortcut={say('spaceKey')} onSelect={() => selection.toggle(key)}>
        {say(selection.has(key) ? 'unselect' : 'select')}
      </MenuItem>
      <MenuItem icon={CornerUpLeft} shortcut="M" onSelect={() => toMessage(item)}>
        {say('toMessage')}
      </MenuItem>
      {isFile(item) && <FileMenu files={[attachedOf(room, item)]} />}
      {item.link !== undefined && <OfLink link={item.link} />}
    </>
  )
}

/** Only where the page may write to the clipboard. */
function OfLink({ link }: { readonly link: string }) {
  const say = useWords(sharedWords)
  if (!window.isSecureContext) return null
  const copy = () =>
    void navigator.clipboard.writeText(link).then(
      () => showToast({ icon: Copy, text: say('copied') }),
      () => showToast({ text: say('notCopied') }),
    )
  return (
    <MenuItem icon={Copy} onSelect={copy}>
      {say('copyLink')}
    </MenuItem>
  )
}
