/** The usual messenger does not respond, or is back: said once above the rooms, with one tap that tells the chosen rooms who is here. */
import { Flame } from 'lucide-react'
import { useState } from 'react'
import { hereText, outageNews, outageWords, takingOutWords } from '../../../shared/i18n/index.ts'
import { showToast, Strip } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { openDigest } from '../taking-out/index.ts'
import { useDates, useErrorText, useLanguage, useWords } from '../words/index.ts'
import { putNewsAway, type StripNews } from './state.ts'

export function OutageStrip({ news }: { readonly news: StripNews }) {
  const say = useWords(outageWords)
  const sayOut = useWords(takingOutWords)
  const explain = useErrorText()
  const language = useLanguage()
  const dates = useDates()
  const hasRooms = useEngine(({ outage }) => (outage?.rooms.length ?? 0) > 0)
  const [isSaying, setSaying] = useState(false)
  const { title, body } = outageNews(news.kind, news.service.name[language], dates.time(news.at), language)
  const here = async () => {
    setSaying(true)
    const answer = await call('outage.here', { text: hereText[language] })
    setSaying(false)
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    const { sent, failed } = answer.value
    showToast({ text: failed.length > 0 ? say('saidSome') : sent.length === 1 ? say('said1') : say('said', { count: sent.length }) })
    if (failed.length === 0) putNewsAway(news)
  }
  const isBack = news.kind === 'back'
  const canSay = news.kind === 'down' && hasRooms
  return (
    <Strip
      tone="lamp"
      icon={Flame}
      action={isBack ? sayOut('digest') : canSay ? say('here') : undefined}
      onAction={() => (isBack ? openDigest(news.began) : void here())}
      busy={isSaying ? say('saying') : undefined}
      later={say('notNow')}
      onLater={() => putNewsAway(news)}
    >
      {`${title}. ${body}`}
    </Strip>
  )
}
