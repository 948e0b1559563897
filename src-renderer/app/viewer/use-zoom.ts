/** Wheel, pinch, drag and double press on the stage of the viewer. A new picture begins where it fits. */
import { type MouseEvent, type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { FIT, type Frame, moved, type Place, type Zoom, zoomedTo } from './zoom.ts'

/** A notch of a wheel is about 100: a little less than half as large again. */
const WHEEL = 0.0035

export function useZoom(stage: RefObject<HTMLElement | null>, picture: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(FIT)
  const fingers = useRef(new Map<number, Place>())

  const change = useCallback(
    (next: (zoom: Zoom, frame: Frame) => Zoom) => {
      const frame = frameOf(stage.current, picture.current)
      if (frame !== undefined) setZoom((now) => next(now, frame))
    },
    [stage, picture],
  )
  const zoomBy = useCallback(
    (factor: number, at: Place = { x: 0, y: 0 }) => change((now, frame) => zoomedTo(now, now.scale * factor, at, frame)),
    [change],
  )

  // React listens to wheels passively, and the page would scroll or zoom beneath.
  useEffect(() => {
    const element = stage.current
    if (element === null) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      zoomBy(Math.exp(-event.deltaY * WHEEL * (event.ctrlKey ? 3 : 1)), placeIn(element, event))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [stage, zoomBy])

  const down = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, placeIn(event.currentTarget, event))
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId)
    if (before === undefined) return
    const now = placeIn(event.currentTarget, event)
    const others = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place)
    fingers.current.set(event.pointerId, now)
    const [other] = others
    if (other === undefined) return change((at, frame) => moved(at, { x: now.x - before.x, y: now.y - before.y }, frame))
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
    const factor = distance(now, other) / Math.max(1, distance(before, other))
    change((at, frame) =>
      moved(zoomedTo(at, at.scale * factor, middle, frame), { x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 }, frame),
    )
  }
  const up = (event: PointerEvent<HTMLElement>) => void fingers.current.delete(event.pointerId)
  const doublePress = (event: MouseEvent<HTMLElement>) => {
    const at = placeIn(event.currentTarget, event)
    change((now, frame) => (now.scale > 1 ? FIT : zoomedTo(now, 2, at, frame)))
  }

  return {
    zoom,
    zoomBy,
    fit: () => setZoom(FIT),
    moveBy: (by: Place) => change((now, frame) => moved(now, by, frame)),
    handlers: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up, onDoubleClick: doublePress },
  }
}

/** From its middle. */
function placeIn(element: Element, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 }
}

function frameOf(stage: HTMLElement | null, picture: HTMLElement | null): Frame | undefined {
  if (stage === null || picture === null) return undefined
  return { width: stage.clientWidth, height: stage.clientHeight, shownWidth: picture.offsetWidth, shownHeight: picture.offsetHeight }
}

const distance = (one: Place, other: Place): number => Math.hypot(one.x - other.x, one.y - other.y)
