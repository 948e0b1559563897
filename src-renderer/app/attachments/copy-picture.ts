/** A picture onto the clipboard, as the one form that every program takes from there. */

/** False where the page may not write there, or there is no picture. */
export async function copyPicture(address: string): Promise<boolean> {
  try {
    // Browsers want the promise itself, so that the press that asked for it is still the reason.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(address) })])
    return true
  } catch {
    return false
  }
}

export function mayCopyPictures(): boolean {
  return 'ClipboardItem' in globalThis && navigator.clipboard !== undefined
}

async function pngOf(address: string): Promise<Blob> {
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  canvas.getContext('2d')?.drawImage(image, 0, 0)
  const { promise, resolve, reject } = Promise.withResolvers<Blob>()
  canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png')
  return promise
}
