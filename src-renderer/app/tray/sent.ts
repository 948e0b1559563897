/** What of a thing in the tray is sent: its bytes, its name, and what its bytes do not say of it. */
import { MEDIA } from '../../../shared/limits.ts'
import type { PictureVersion } from '../pictures/index.ts'
import type { TrayItem } from './tray.ts'

export interface Sent {
  readonly name: string
  /** Of a folder there are none: it is read by its path. */
  readonly blob: Blob | undefined
  readonly facts: SentFacts
}

export interface SentFacts {
  readonly width?: number
  readonly height?: number
  readonly durationMs?: number
  readonly preview?: Blob
  /** 0 to 255 a bar. */
  readonly waveform?: Uint8Array
  readonly isVoice?: true
}

/** Of one that is still being looked at: the file as it is. */
export function sentOf({ name, source, state }: TrayItem): Sent {
  const blob = source instanceof File ? source : undefined
  switch (state.kind) {
    case 'picture': {
      const version = versionOf(state)
      const { preview } = state.picture
      const facts = { ...sides(version.width, version.height), ...(preview !== undefined && { preview }) }
      return { name: state.choice === 'original' ? name : endingFor(name, version.blob.type), blob: version.blob, facts }
    }
    case 'film': {
      const { width, height, durationMs, preview } = state.film
      return {
        name,
        blob,
        facts: {
          ...(width !== undefined && height !== undefined && sides(width, height)),
          ...(durationMs !== undefined && durationMs <= MEDIA.DURATION_MS && { durationMs }),
          ...(preview !== undefined && { preview }),
        },
      }
    }
    case 'voice': {
      const { durationMs, bars } = state.record
      return { name, blob, facts: { durationMs: Math.round(durationMs), waveform: bars, isVoice: true } }
    }
    case 'reading':
    case 'folder':
    case 'file':
      return { name, blob, facts: {} }
  }
}

/** The version of a picture that was chosen. */
export function versionOf({ picture, choice }: Extract<TrayItem['state'], { kind: 'picture' }>): PictureVersion {
  return choice === 'full' ? (picture.full ?? picture.normal) : picture[choice]
}

function sides(width: number, height: number): Pick<SentFacts, 'width' | 'height'> {
  const isSaid = [width, height].every((side) => side >= 1 && side <= MEDIA.SIDE_PIXELS)
  return isSaid ? { width, height } : {}
}

const ENDINGS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
}

/** What was drawn anew may be of another form than its name says. */
function endingFor(name: string, type: string): string {
  const endings = ENDINGS[type]
  if (endings === undefined) return name
  const dot = name.lastIndexOf('.')
  if (dot > 0 && endings.includes(name.slice(dot + 1).toLowerCase())) return name
  return `${dot > 0 ? name.slice(0, dot) : name}.${endings[0]}`
}
