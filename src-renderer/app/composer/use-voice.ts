/** Voice notes in the place of the field: begun by the microphone's button, sent alone, and the field has the focus again. */
import { useState } from 'react'
import { trayWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { Hold, VoiceRecord } from '../recorder/index.ts'
import { type Tray, voiceItem } from '../tray/index.ts'
import { useWords } from '../words/index.ts'
import type { RoomField } from './room-field.ts'
import { sendAlone } from './send-tray.ts'

interface Voice {
  /** The recorder is open; `hold`: with the press that began it. */
  readonly press: { readonly hold: Hold | undefined } | undefined
  readonly start: (hold: Hold | undefined) => void
  readonly send: (record: VoiceRecord) => void
  readonly close: () => void
}

export function useVoice(room: RoomId, field: RoomField, tray: Tray, focus: () => void): Voice {
  const say = useWords(trayWords)
  const [press, setPress] = useState<Voice['press']>()
  return {
    press,
    start: (hold) => setPress({ hold }),
    send: (record) =>
      sendAlone(room, field, tray, voiceItem(record, `${say('voiceName', { date: fileDate(new Date()) })}${endingOf(record)}`)),
    close() {
      setPress(undefined)
      // The field is out of sight until this is drawn.
      requestAnimationFrame(focus)
    },
  }
}

/** As names of files have it: 2026-11-23 13.05. */
function fileDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}.${two(date.getMinutes())}`
}

function endingOf({ blob }: VoiceRecord): string {
  if (blob.type.startsWith('audio/ogg')) return '.ogg'
  return blob.type.startsWith('audio/mp4') ? '.m4a' : '.webm'
}
