/**
 * Kind `place`: `{lat, lon, name?}`, a spot on earth in millionths of a degree and what the sender calls it (MEDIA-9). Nothing is fetched to
 * show it: it is text, until the person asks for a map.
 */
import type { CborValue } from '../../codec/index.ts'
import { MEDIA } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type Kind, PLAIN, type Place } from './kind.ts'
import type { Fields } from './plain-value.ts'
import { readReply } from './text.ts'

const DEGREE = 1_000_000

export const placeKind: Kind = {
  name: 'place',
  read(fields) {
    const latitude = within(fields.get('lat'), 90 * DEGREE)
    const longitude = within(fields.get('lon'), 180 * DEGREE)
    const name = fields.get('name') ?? ''
    const reply = readReply(fields)
    if (latitude === undefined || longitude === undefined || reply === undefined) return undefined
    if (typeof name !== 'string' || name.length > MEDIA.PLACE_NAME_CHARACTERS) return undefined
    return { ...PLAIN, ...reply, searched: name === '' ? undefined : name, place: { latitude, longitude, name } }
  },
}

/** The content of a place; OUT_OF_RANGE: no such spot, or a name that is too long. */
export function placeContent({ latitude, longitude, name }: Place): Result<Fields, 'OUT_OF_RANGE'> {
  const fields = new Map<string, CborValue>([
    ['lat', millionths(latitude)],
    ['lon', millionths(longitude)],
  ])
  if (name !== '') fields.set('name', name)
  return placeKind.read(fields) === undefined ? fail('OUT_OF_RANGE') : ok(fields)
}

function within(value: CborValue | undefined, most: number): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= most ? value / DEGREE : undefined
}

/** Never −0, which is no value of an entry. */
function millionths(degrees: number): number {
  return Math.round(degrees * DEGREE) + 0
}
