/** Unpacks and draws pictures beside the page, so that the page never stands still for them, and one that breaks the decoder breaks no page. */
import * as v from 'valibot'
import { preparePicture } from './prepare.ts'

const asked = v.object({ file: v.instance(Blob) })

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const { file } = v.parse(asked, data)
  void preparePicture(file).then(
    (answer) => postMessage(answer),
    // Memory ran out, most likely: there is no picture then, and the page says so.
    () => postMessage({ ok: false, code: 'unreadable' }),
  )
})
