/** How large a picture is shown, and where: 1 fits the window, up to 8. Pure; lengths in pixels from the middle of the window. */

export interface Zoom {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** Of the window, and of the picture when it fits. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly shownWidth: number
  readonly shownHeight: number
}

export const FIT: Zoom = { scale: 1, x: 0, y: 0 }
const LARGEST = 8

/** What lies under `at` stays there. */
export function zoomedTo(zoom: Zoom, scale: number, at: Place, frame: Frame): Zoom {
  const to = Math.min(LARGEST, Math.max(1, scale))
  const share = to / zoom.scale
  return within({ scale: to, x: at.x - (at.x - zoom.x) * share, y: at.y - (at.y - zoom.y) * share }, frame)
}

export function moved(zoom: Zoom, by: Place, frame: Frame): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, frame)
}

/** The picture never leaves the window: what is smaller than it stays in the middle. */
function within({ scale, x, y }: Zoom, { width, height, shownWidth, shownHeight }: Frame): Zoom {
  const reach = (shown: number, room: number) => Math.max(0, (shown * scale - room) / 2)
  const [far, high] = [reach(shownWidth, width), reach(shownHeight, height)]
  return { scale, x: Math.min(far, Math.max(-far, x)), y: Math.min(high, Math.max(-high, y)) }
}
