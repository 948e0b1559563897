/** Whether this computer has a picture for an emoji: a picture keeps its colours whatever the ink, and joined ones are one picture wide. */
const SIZE = 16
const FONT = `${SIZE}px 'Apple Color Emoji', 'Noto Color Emoji', 'Segoe UI Emoji', sans-serif`

export function isDrawn(emoji: string): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return true
  context.font = FONT
  context.textBaseline = 'top'
  if (context.measureText(emoji).width >= SIZE * 2) return false
  const [first, second] = ['red', 'blue'].map((ink) => {
    context.clearRect(0, 0, SIZE, SIZE)
    context.fillStyle = ink
    context.fillText(emoji, 0, 0)
    return context.getImageData(0, 0, SIZE, SIZE).data
  })
  if (first === undefined || second === undefined) return true
  // An empty box would take the ink; a blank takes nothing.
  return first.some((value) => value > 0) && first.every((value, index) => value === second[index])
}
