/**
 * What can be done with several messages at once; stands where the composer is. Messages of another messenger are shared, those said here are
 * sent on: what becomes of them is not the same, so it is done with either.
 */
import { Copy, EyeOff, Forward, Share2 } from 'lucide-react'
import { importedWords, timelineWords } from '../../../shared/i18n/index.ts'
import { ARCHIVE } from '../../../shared/limits.ts'
import { Button } from '../../ui/index.ts'
import { SelectedBar } from '../selecting/index.ts'
import { useWords } from '../words/index.ts'
import { useFeed, useFrame, useView } from './context.ts'
import { sharingOf } from './sharing.ts'

export function SelectBar() {
  const say = useWords(timelineWords)
  const sayImported = useWords(importedWords)
  const { view, acts } = useFrame()
  const selected = useView((state) => state.selected)
  const messages = useFeed((state) => state.window.messages)
  const chosen = messages.filter(({ id }) => selected?.has(id))
  const sharing = sharingOf(chosen)
  const off = { apart: sayImported('shareApart'), 'too-many': sayImported('shareMost', { count: ARCHIVE.SHARED }), ready: undefined }
  const ask = (what: 'forward' | 'share') => view.setState({ asked: { what, messages: chosen }, selected: undefined })
  const stop = () => view.setState({ selected: undefined })
  return (
    <SelectedBar label={say('selectBar')} count={selected && chosen.length} onStop={stop}>
      <Button
        icon={Copy}
        onClick={() => {
          acts.copy(chosen)
          stop()
        }}
      >
        {say('copy')}
      </Button>
      {sharing === 'none' ? (
        <Button icon={Forward} onClick={() => ask('forward')}>
          {say('forwardSend')}
        </Button>
      ) : (
        <Button icon={Share2} off={off[sharing]} onClick={() => ask('share')}>
          {sayImported('shareSend')}
        </Button>
      )}
      <Button
        icon={EyeOff}
        onClick={() => {
          acts.forget(chosen)
          stop()
        }}
      >
        {say('deleteForMe')}
      </Button>
    </SelectedBar>
  )
}
