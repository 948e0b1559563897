/** Where a text says something is: what people type, and the links their maps give them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlace } from '../../src-renderer/app/introducing/read-place.ts'

/** To a metre. */
function spot(text: string): readonly [number, number, string | undefined] | undefined {
  const found = readPlace(text)
  return found && [Math.round(found.latitude * 1e5) / 1e5, Math.round(found.longitude * 1e5) / 1e5, found.name]
}

describe('a place', () => {
  it.each([
    ['37.5665, 126.9780', 37.5665, 126.978],
    ['37.5665 126.9780', 37.5665, 126.978],
    ['(37.5665,126.9780)', 37.5665, 126.978],
    ['-33.8568; 151.2153', -33.8568, 151.2153],
    ['N 37.5665 E 126.9780', 37.5665, 126.978],
    ['37.5665N, 126.9780E', 37.5665, 126.978],
    ['126.9780°E 37.5665°N', 37.5665, 126.978],
    ['33.8568 S 151.2153 E', -33.8568, 151.2153],
    ['37°33′59″N 126°58′41″E', 37.56639, 126.97806],
    [`37°33'59.4"N, 126°58'40.8"E`, 37.5665, 126.978],
    ['37° 33.99′, 126° 58.68′', 37.5665, 126.978],
  ])('is read from %s', (text, latitude, longitude) => {
    expect(spot(text)).toEqual([latitude, longitude, undefined])
  })

  it.each([
    ['https://map.kakao.com/link/map/%EC%84%9C%EC%9A%B8%EC%97%AD,37.5547,126.9707', 37.5547, 126.9707, '서울역'],
    ['https://map.kakao.com/link/to/회사,3층,37.5547,126.9707', 37.5547, 126.9707, '회사,3층'],
    ['https://map.kakao.com/link/map/Seoul Station,37.5547,126.9707\n만나요', 37.5547, 126.9707, 'Seoul Station'],
    ['https://map.kakao.com/link/map/37.5547,126.9707', 37.5547, 126.9707, undefined],
    ['kakaomap://look?p=37.537229,127.005515', 37.53723, 127.00552, undefined],
    ['nmap://place?lat=37.4979502&lng=127.0276368&name=%EA%B0%95%EB%82%A8%EC%97%AD', 37.49795, 127.02764, '강남역'],
    ['https://map.naver.com/?lng=127.0276&lat=37.4979&title=강남역', 37.4979, 127.0276, '강남역'],
    ['https://map.naver.com/v5/?c=14135126.3,4518366.5,15,0,0,0,dh', 37.5665, 126.978, undefined],
    ['https://map.naver.com/p/?c=126.978,37.5665,15,0,0,0,dh', 37.5665, 126.978, undefined],
    [
      'https://www.google.com/maps/place/%EC%84%9C%EC%9A%B8%EC%8B%9C%EC%B2%AD/@37.56,126.97,17z/data=!3m1!4b1!4m6!3m5!1s0x0!8m2!3d37.5665851!4d126.9782038',
      37.56659,
      126.9782,
      '서울시청',
    ],
    ['https://www.google.co.kr/maps/@37.5665,126.978,15z', 37.5665, 126.978, undefined],
    ['https://www.google.com/maps/search/?api=1&query=37.5665%2C126.978', 37.5665, 126.978, undefined],
    ['https://maps.google.com/?q=loc:37.5665,126.978', 37.5665, 126.978, undefined],
    ['https://maps.apple.com/?ll=37.5665,126.978&q=%EC%8B%9C%EC%B2%AD', 37.5665, 126.978, '시청'],
    ['https://www.openstreetmap.org/?mlat=37.5665&mlon=126.978#map=17/37.1/126.1', 37.5665, 126.978, undefined],
    ['https://www.openstreetmap.org/#map=17/37.56650/126.97800', 37.5665, 126.978, undefined],
    ['geo:37.5665,126.978;u=35', 37.5665, 126.978, undefined],
    ['geo:0,0?q=37.5665,126.978(역%20앞)', 37.5665, 126.978, '역 앞'],
    ['[네이버 지도]\n강남역\nhttps://map.naver.com/?lng=127.0276&lat=37.4979', 37.4979, 127.0276, undefined],
  ])('is read from %s', (text, latitude, longitude, name) => {
    expect(spot(text)).toEqual([latitude, longitude, name])
  })

  it.each([
    '',
    '역 앞에서 만나',
    '37.5665',
    '1234',
    '37.5, 126.9, 15',
    '91, 10',
    '10, 181',
    '0, 0',
    '37.5N 38.5N',
    '37°61′N 126°E',
    'https://kko.to/abcdef',
    'https://naver.me/abcdef',
    'https://map.naver.com/p/entry/place/1234567?c=15.00,0,0,0,dh',
    'https://evil.example/maps/@37.5,126.9,15z',
    'https://google.com.evil.example/maps?q=37.5,126.9',
    'geo:nowhere',
    'https://map.kakao.com/link/map/%E0%A4%A',
  ])('is not seen in %j', (text) => {
    expect(readPlace(text)).toBeUndefined()
  })

  it('is always one on earth, whatever is pasted', () => {
    const pieces = fc.constantFrom(
      'https://map.kakao.com/link/map/',
      'geo:',
      'https://maps.google.com/?q=',
      ',',
      '@',
      '°',
      "'",
      '!3d',
      '!4d',
      '%',
      '?c=',
    )
    const texts = fc.array(fc.oneof(pieces, fc.string(), fc.double({ noNaN: true }).map(String)), { maxLength: 12 })
    fc.assert(
      fc.property(texts, (parts) => {
        const found = readPlace(parts.join(''))
        if (found === undefined) return
        expect(Math.abs(found.latitude)).toBeLessThanOrEqual(90)
        expect(Math.abs(found.longitude)).toBeLessThanOrEqual(180)
      }),
    )
  })

  it('is looked for no longer than a text may be', () => {
    const long = '1°'.repeat(1_000_000)
    const begun = performance.now()
    expect(readPlace(long)).toBeUndefined()
    expect(performance.now() - begun).toBeLessThan(1_000)
  })
})
