/**
 * Where a text says something is: typed coordinates, `geo:` and the links of maps people use (Kakao, Naver, Google, Apple, OpenStreetMap). Read
 * out of the text alone; nothing is fetched, so short links and numbers of places say nothing. Pure.
 */
export interface FoundPlace {
  /** Degrees. */
  readonly latitude: number
  readonly longitude: number
  /** As the link calls it. */
  readonly name: string | undefined
}

const NUMBER = String.raw`[-+]?\d{1,3}(?:\.\d+)?`
const PAIR = new RegExp(`^\\s*(${NUMBER})\\s*,\\s*(${NUMBER})`)
/** The longest text that is looked at. */
const LONGEST = 4_096

export function readPlace(text: string): FoundPlace | undefined {
  const given = text.trim().slice(0, LONGEST)
  const line = /(?:https?|geo|kakaomap|nmap):\S.*/i.exec(given)?.[0]
  if (line === undefined) return typed(given)
  const [link = ''] = line.split(/\s/)
  // Some maps give a name with spaces as it is.
  return inGeo(link) ?? inLink(link) ?? inLink(line.trim().replaceAll(/\s/g, '%20'))
}

/** `37.5665, 126.9780` · `37.5665 126.9780` · `N 37.5665 E 126.9780` · `37°33′59″N 126°58′41″E` */
function typed(text: string): FoundPlace | undefined {
  const pattern = /^\s*[NSEW]/i.test(text) ? LETTER_FIRST : LETTER_LAST
  const [first, second, third] = [...text.matchAll(pattern)].map(({ groups }) => angleOf(groups ?? {}))
  const rest = text.replaceAll(pattern, '').replaceAll(/[\s,;/()]/g, '')
  if (first === undefined || second === undefined || third !== undefined || rest !== '') return undefined
  if (first.axis !== undefined && first.axis === second.axis) return undefined
  const isSwapped = first.axis === 'longitude' || second.axis === 'latitude'
  return isSwapped ? place(second.degrees, first.degrees) : place(first.degrees, second.degrees)
}

const ANGLE = String.raw`(?<![\d.])(?<degrees>${NUMBER})(?![\d.])\s*°?(?:\s*(?<minutes>\d{1,2}(?:\.\d+)?)\s*['′’](?!['′’]))?(?:\s*(?<seconds>\d{1,2}(?:\.\d+)?)\s*(?:["″”]|''|′′))?`
const LETTER_FIRST = new RegExp(String.raw`(?<letter>[NSEW])\s*${ANGLE}`, 'gi')
const LETTER_LAST = new RegExp(String.raw`${ANGLE}\s*(?<letter>[NSEW])?`, 'gi')

function angleOf({ degrees, minutes, seconds, letter }: Readonly<Record<string, string | undefined>>) {
  const [whole, min, sec] = [Number(degrees), Number(minutes ?? 0), Number(seconds ?? 0)]
  const sky = letter?.toUpperCase()
  if (min >= 60 || sec >= 60 || (sky !== undefined && whole < 0)) return undefined
  const size = Math.abs(whole) + min / 60 + sec / 3600
  const isNegative = whole < 0 || sky === 'S' || sky === 'W'
  const axis = sky === undefined ? undefined : sky === 'N' || sky === 'S' ? 'latitude' : 'longitude'
  return { degrees: isNegative ? -size : size, axis } as const
}

/** RFC 5870, and the `q` that Android adds: `geo:0,0?q=37.5,127(역 앞)`. */
function inGeo(link: string): FoundPlace | undefined {
  const [, path, query] = /^geo:([^?]*)(?:\?(.*))?$/i.exec(link) ?? []
  if (path === undefined) return undefined
  const asked = new URLSearchParams(query).get('q') ?? ''
  const name = /\(([^)]*)\)\s*$/.exec(asked)?.[1]
  return pair(asked, name) ?? pair(path, name)
}

function inLink(link: string): FoundPlace | undefined {
  if (!URL.canParse(link)) return undefined
  const url = new URL(link)
  const host = url.hostname.replace(/^(?:www|m)\./, '')
  if (host.endsWith('map.kakao.com') || url.protocol === 'kakaomap:') return inKakao(url)
  if (host.endsWith('map.naver.com') || url.protocol === 'nmap:') return inNaver(url)
  if (/(?:^|\.)google\.[a-z.]{2,6}$/.test(host)) return inGoogle(url)
  if (host === 'maps.apple.com')
    return inQuery(url, ['coordinate', 'll', 'q', 'daddr', 'sll'], url.searchParams.get('name') ?? url.searchParams.get('q'))
  if (host.endsWith('openstreetmap.org') || host === 'osm.org') return inOsm(url)
  return undefined
}

/** `/link/map/이름,위도,경도`, `/link/to/…`, `kakaomap://look?p=위도,경도` */
function inKakao(url: URL): FoundPlace | undefined {
  const [, what] = /^\/link\/(?:map|to|roadview)\/(.+)$/.exec(url.pathname) ?? []
  if (what === undefined) return inQuery(url, ['p', 'ep'], null)
  const text = decoded(what)
  const named = /^(.*),\s*([-+\d.]+),\s*([-+\d.]+)$/.exec(text)
  return named === null ? pair(text, undefined) : pair(`${named[2]},${named[3]}`, named[1])
}

/** Half the way around the earth as its flat maps have it, in metres. */
const MERCATOR = 20_037_508.342_789_244

/** `?lat=…&lng=…`, and the middle of the map, `c=x,y,zoom,…`, in degrees or in metres of the flat map. */
function inNaver(url: URL): FoundPlace | undefined {
  const get = (...names: readonly string[]) => names.map((name) => url.searchParams.get(name)).find((value) => value !== null) ?? undefined
  const name = get('name', 'title', 'dname')
  const [latitude, longitude] = [get('lat', 'dlat'), get('lng', 'dlng')]
  if (latitude !== undefined && longitude !== undefined) return pair(`${latitude},${longitude}`, name)
  const middle = get('c')?.split(',').map(Number) ?? []
  const [x, y] = middle
  // A shorter one says the zoom alone.
  if (x === undefined || y === undefined || middle.length < 6) return undefined
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return place(y, x, name)
  const down = (Math.atan(Math.exp((y / MERCATOR) * Math.PI)) * 360) / Math.PI - 90
  return place(down, (x / MERCATOR) * 180, name)
}

/** The pin (`!3d…!4d…`) before the middle of the map (`@…`). */
function inGoogle(url: URL): FoundPlace | undefined {
  const path = decoded(url.pathname)
  const [, called] = /\/place\/([^/@]+)/.exec(path) ?? []
  const name = called === undefined || typed(called) !== undefined ? undefined : called.replaceAll('+', ' ')
  const pin = /!3d([-+\d.]+)!4d([-+\d.]+)/.exec(path)
  if (pin !== null) return pair(`${pin[1]},${pin[2]}`, name)
  const middle = /@([-+\d.]+),([-+\d.]+)/.exec(path)
  const asked = inQuery(url, ['query', 'q', 'll', 'destination', 'daddr', 'center'], null)
  if (asked !== undefined) return asked
  if (middle !== null) return pair(`${middle[1]},${middle[2]}`, name)
  const [, searched] = /\/(?:search|place|dir\/\/?)\/?([^/@]+)/.exec(path) ?? []
  return searched === undefined ? undefined : typed(searched.replaceAll('+', ' '))
}

/** The mark before the middle: `?mlat=…&mlon=…`, `#map=17/37.5/127`. */
function inOsm(url: URL): FoundPlace | undefined {
  const [latitude, longitude] = [url.searchParams.get('mlat'), url.searchParams.get('mlon')]
  if (latitude !== null && longitude !== null) return pair(`${latitude},${longitude}`, undefined)
  const middle = /map=[\d.]+\/([-+\d.]+)\/([-+\d.]+)/.exec(url.hash)
  return middle === null ? undefined : pair(`${middle[1]},${middle[2]}`, undefined)
}

function inQuery(url: URL, names: readonly string[], name: string | null): FoundPlace | undefined {
  const called = name === null || typed(name) !== undefined ? undefined : name
  for (const each of names) {
    const found = pair((url.searchParams.get(each) ?? '').replace(/^loc:/, ''), called)
    if (found !== undefined) return found
  }
  return undefined
}

function pair(text: string, name: string | undefined): FoundPlace | undefined {
  const [, latitude, longitude] = PAIR.exec(text) ?? []
  return latitude === undefined || longitude === undefined ? undefined : place(Number(latitude), Number(longitude), name)
}

function place(latitude: number, longitude: number, name?: string): FoundPlace | undefined {
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  // Where maps begin when they do not know: in the sea off Africa.
  if (!isOnEarth || (latitude === 0 && longitude === 0)) return undefined
  const called = name?.trim()
  return { latitude, longitude, name: called === '' ? undefined : called }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
