/** Maps a place can be opened in, by their addresses. Pure. */
import type { MessageView } from '../../../shared/messenger/index.ts'

export type Place = NonNullable<MessageView['place']>
export type MapName = (typeof MAPS)[number]

/** Those most of our people use stand first. */
export const MAPS = ['kakaoMap', 'naverMap', 'openStreetMap', 'googleMaps'] as const

/** The name goes along only where the map needs one; it is written so that it cannot become part of the address. */
export function mapAddress(map: MapName, { latitude, longitude, name }: Place): string {
  const [lat, lon] = [latitude.toFixed(6), longitude.toFixed(6)]
  switch (map) {
    case 'kakaoMap':
      return `https://map.kakao.com/link/map/${encodeURIComponent((name === '' ? lat : name).replaceAll(/[,/]/g, ' '))},${lat},${lon}`
    case 'naverMap':
      return `https://map.naver.com/p?c=16,0,0,0,dh&lat=${lat}&lng=${lon}`
    case 'openStreetMap':
      return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`
    case 'googleMaps':
      return `https://www.google.com/maps/search/?api=1&query=${lat}%2C${lon}`
  }
}
