/**
 * Finds the text of a QR code in pixels. The reader is loaded when it is first needed and works beside the page, one picture at a time; a
 * picture that keeps it busy for too long counts as one without a code, and a new reader takes over. What it finds is a stranger's text.
 */
import * as v from 'valibot'

export interface CodeFinder {
  /** Takes the pixels away from the image. */
  find(image: ImageData): Promise<string | undefined>
  close(): void
}

const LONGEST_MS = 8_000
const answer = v.object({ text: v.nullable(v.string()) })

export function createCodeFinder(): CodeFinder {
  let reader: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const close = (): void => {
    reader?.terminate()
    reader = undefined
  }

  const look = ({ data, width, height }: ImageData): Promise<string | undefined> => {
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    const here = (reader ??= new Worker(new URL('./code-worker.ts', import.meta.url), { type: 'module' }))
    const timer = setTimeout(() => {
      close()
      resolve(undefined)
    }, LONGEST_MS)
    const done = (text: string | undefined): void => {
      clearTimeout(timer)
      resolve(text)
    }
    here.addEventListener(
      'message',
      ({ data: said }: MessageEvent<unknown>) => {
        const read = v.safeParse(answer, said)
        done(read.success ? (read.output.text ?? undefined) : undefined)
      },
      { once: true },
    )
    here.addEventListener('error', () => done(undefined), { once: true })
    here.postMessage({ pixels: data, width, height }, [data.buffer])
    return promise
  }

  return {
    find(image) {
      const found = last.then(() => look(image))
      last = found
      return found
    },
    close,
  }
}
