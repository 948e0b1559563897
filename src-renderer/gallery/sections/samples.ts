/** Pictures and sounds that are drawn on the spot, so that the gallery holds no files. */

const HILLS = [
  ['skyblue', 'seagreen', 'darkslategray'],
  ['wheat', 'peru', 'saddlebrown'],
  ['lavender', 'slateblue', 'indigo'],
] as const

/** A landscape as large as asked, each number another one. */
export function sampleCanvas(width: number, height: number, number: number): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  const [sky, far, near] = HILLS[number % HILLS.length] ?? HILLS[0]
  if (context === null) return canvas
  const paint = (colour: string, top: number, wave: number) => {
    context.fillStyle = colour
    context.beginPath()
    context.moveTo(0, height)
    for (let x = 0; x <= width; x += 8) context.lineTo(x, height * (top + 0.12 * Math.sin((x / width) * wave + number)))
    context.lineTo(width, height)
    context.fill()
  }
  context.fillStyle = sky
  context.fillRect(0, 0, width, height)
  paint(far, 0.5, 5)
  paint(near, 0.7, 8)
  return canvas
}

export function samplePicture(width: number, height: number, number: number): string {
  return sampleCanvas(width, height, number).toDataURL('image/jpeg', 0.9)
}

/** A tone that swells, as a file a browser plays. */
export function sampleSound(seconds: number): Blob {
  const rate = 8_000
  const count = Math.round(seconds * rate)
  const file = new DataView(new ArrayBuffer(44 + 2 * count))
  const text = (at: number, letters: string) => [...letters].forEach((letter, index) => file.setUint8(at + index, letter.charCodeAt(0)))
  text(0, 'RIFF')
  file.setUint32(4, 36 + 2 * count, true)
  text(8, 'WAVEfmt ')
  file.setUint32(16, 16, true)
  file.setUint16(20, 1, true)
  file.setUint16(22, 1, true)
  file.setUint32(24, rate, true)
  file.setUint32(28, 2 * rate, true)
  file.setUint16(32, 2, true)
  file.setUint16(34, 16, true)
  text(36, 'data')
  file.setUint32(40, 2 * count, true)
  for (let index = 0; index < count; index += 1) {
    const swell = Math.sin((Math.PI * index) / count)
    file.setInt16(44 + 2 * index, 12_000 * swell * Math.sin((2 * Math.PI * 330 * index) / rate), true)
  }
  return new Blob([file.buffer], { type: 'audio/wav' })
}

export const SAMPLE_BARS = Uint8Array.from({ length: 64 }, (_, index) => Math.abs(Math.sin(index * 1.7) * Math.cos(index * 0.31)) * 255)
