/** A contact card or a place that was sent. What it says is its sender's word; nothing is done with it unasked. */
import { shownFileWords } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { refreshBook } from '../address-book/index.ts'
import { call } from '../engine/index.ts'
import { copyText, setAcceptDraft } from '../invite/index.ts'
import { ContactCard, PlaceCard } from '../media/index.ts'
import { go } from '../route/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { openFileSurface } from './surface.ts'

export function MessageCards({ message: { card, place }, isOwn }: { readonly message: MessageView; readonly isOwn: boolean }) {
  const say = useWords(shownFileWords)
  const explain = useErrorText()
  const add = async ({ name, phones, mails }: NonNullable<MessageView['card']>) => {
    const values = (all: readonly string[]) => all.map((value) => ({ value }))
    const answer = await call('book.add', { name, phones: values(phones), emails: values(mails), org: '', labels: [], note: '' })
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    await refreshBook()
    const { entry } = answer.value
    const undo = () => void call('book.remove', { entry }).then(() => refreshBook())
    showToast({ text: say('contactAdded', { name }), undo })
  }
  // Read and asked about there, like any link that comes from elsewhere.
  const connect = (link: string) => {
    setAcceptDraft(link)
    go({ page: 'people', part: 'accept' })
  }
  return (
    <>
      {card !== undefined && (
        <ContactCard
          {...card}
          isOwn={isOwn}
          onAdd={() => void add(card)}
          onConnect={card.link === undefined || isOwn ? undefined : () => connect(card.link ?? '')}
        />
      )}
      {place !== undefined && (
        <PlaceCard
          latitude={place.latitude * MICRO}
          longitude={place.longitude * MICRO}
          name={place.name === '' ? undefined : place.name}
          isOwn={isOwn}
          onOpen={() => openFileSurface({ what: 'map', place })}
          onCopy={(text) => void copyText(text)}
        />
      )}
    </>
  )
}

/** The card takes millionths of a degree. */
const MICRO = 1_000_000
