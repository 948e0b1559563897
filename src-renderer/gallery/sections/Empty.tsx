/** Nothing here yet, with each drawing. */
import { Button, EmptyState } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'

export function EmptyRoom() {
  const say = useGalleryWords()
  return <EmptyState drawing="lit-room" title={say('lightOn')} text={say('lightOnText')} />
}

export function NobodyNear() {
  const say = useGalleryWords()
  return (
    <EmptyState drawing="maru" title={say('nobodyHere')} text={say('nobodyText')}>
      <Button kind="main">{say('invite')}</Button>
      <Button>{say('lookAround')}</Button>
    </EmptyState>
  )
}
