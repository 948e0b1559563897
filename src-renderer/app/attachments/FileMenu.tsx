/** What one can do with files of a message, as items of its menu: the one that was pressed, or all of them. */
import { Copy, Download, FolderOpen, HardDriveDownload, MonitorDown, Pause, Trash2, X } from 'lucide-react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { MenuItem } from '../../ui/index.ts'
import { arrivalOf } from '../arrivals/index.ts'
import { useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'
import { mayCopyPictures } from './copy-picture.ts'
import { shownSaved } from './save-files.ts'
import { saveOrAsk } from './save-or-ask.ts'
import { openFileSurface } from './surface.ts'
import { useFileActs } from './use-file-acts.ts'

export function FileMenu({ files }: { readonly files: readonly Attached[] }) {
  const say = useWords(shownFileWords)
  const acts = useFileActs()
  const stateOf = ({ view }: Attached) => arrivalOf(view.file)?.state
  const here = files.filter((file) => stateOf(file) === 'here')
  const away = files.filter((file) => ['idle', 'paused', 'nobody', 'failed'].includes(stateOf(file) ?? ''))
  const coming = files.filter((file) => ['running', 'queued'].includes(stateOf(file) ?? ''))
  const [only] = files
  const show = files.length === 1 && only !== undefined ? shownSaved(only) : undefined
  if (only === undefined) return null
  // A menu gives the focus back before a dialog may take it.
  const later = (act: () => void) => () => void setTimeout(act)
  return (
    <>
      {here.length > 0 && (
        <MenuItem icon={Download} onSelect={() => void saveOrAsk(here, acts.save)}>
          {say(files.length === 1 ? 'save' : 'saveAll')}
        </MenuItem>
      )}
      {show !== undefined && (
        <MenuItem icon={FolderOpen} onSelect={show}>
          {say('showInFolder')}
        </MenuItem>
      )}
      {files.length === 1 && here.length === 1 && only.view.sort === 'photo' && mayCopyPictures() && (
        <MenuItem icon={Copy} onSelect={() => acts.copy(only)}>
          {say('copyPicture')}
        </MenuItem>
      )}
      {away.length > 0 && (
        <MenuItem icon={MonitorDown} onSelect={() => away.forEach((file) => acts.get(file))}>
          {say(files.length === 1 ? 'get' : 'getAll')}
        </MenuItem>
      )}
      {files.length === 1 && stateOf(only) === 'queued' && (
        <MenuItem icon={MonitorDown} onSelect={() => acts.get(only, { first: true })}>
          {say('getFirst')}
        </MenuItem>
      )}
      {coming.length > 0 && (
        <>
          <MenuItem icon={Pause} onSelect={() => coming.forEach((file) => acts.pause(file))}>
            {say('pause')}
          </MenuItem>
          <MenuItem icon={X} onSelect={() => coming.forEach((file) => acts.callOff(file))}>
            {say('callOff')}
          </MenuItem>
        </>
      )}
      {files.length === 1 && (
        <MenuItem icon={HardDriveDownload} onSelect={later(() => openFileSurface({ what: 'holders', file: only }))}>
          {say('whoHasIt')}
        </MenuItem>
      )}
      {here.length > 0 && (
        <MenuItem icon={Trash2} onSelect={later(() => openFileSurface({ what: 'remove', files: here }))}>
          {say('removeHere')}
        </MenuItem>
      )}
    </>
  )
}
