/** The pictures in icons/, which the build puts beside the program. `@2x` files are found by Electron itself. */
import { join } from 'node:path'
import { nativeImage, type NativeImage } from 'electron'

export type IconName = 'window' | 'tray' | 'tray-unread' | 'badge'

const FILES: Readonly<Record<IconName, string>> = {
  window: '256.png',
  tray: 'tray.png',
  'tray-unread': 'tray-unread.png',
  badge: 'badge.png',
}

export function icon(name: IconName): NativeImage {
  return nativeImage.createFromPath(join(import.meta.dirname, 'icons', FILES[name]))
}
