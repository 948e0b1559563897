/** The same acts from the button of a row and from the menu of a picture. */
import { Copy, CornerUpLeft, Download, Trash2 } from 'lucide-react'
import { sharedWords } from '../../../shared/i18n/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { MenuItem, MenuLine, showToast } from '../../ui/index.ts'
import { useArrival } from '../arrivals/index.ts'
import { useWords } from '../words/index.ts'
import { useSharedFrame } from './context.ts'
import { type FileItem, isFile } from './shared-item.ts'

export function ItemMenu({ item }: { readonly item: SharedFile }) {
  const say = useWords(sharedWords)
  const { toMessage } = useSharedFrame()
  return (
    <>
      <MenuItem icon={CornerUpLeft} shortcut="M" onSelect={() => toMessage(item)}>
        {say('toMessage')}
      </MenuItem>
      {isFile(item) && <OfFile item={item} />}
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

function OfFile({ item }: { readonly item: FileItem }) {
  const say = useWords(sharedWords)
  const { acts } = useSharedFrame()
  const state = useArrival(item.attachment.file)?.state
  if (state !== 'here') return null
  return (
    <>
      <MenuItem icon={Download} shortcut="S" onSelect={() => acts.save(item)}>
        {say('save')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Trash2} kind="brick" shortcut="Del" onSelect={() => acts.remove(item)}>
        {say('remove')}
      </MenuItem>
    </>
  )
}
