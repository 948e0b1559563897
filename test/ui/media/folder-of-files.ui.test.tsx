/** What a browser says of a folder that was chosen, as what is sent of it. */
import { describe, expect, it } from 'vitest'
import { folderOfFiles } from '../../../src-renderer/app/dropped-files/index.ts'

function chosen(path: string): File {
  return Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path })
}

describe('a folder that was chosen', () => {
  it('has its files in order, each in its place, and without what is hidden, which counts once a folder', () => {
    const paths = ['여행/밤/별.jpg', '여행/.git/HEAD', '여행/.git/refs/a', '여행/Thumbs.db', '여행/낮.jpg', '여행/밤/.DS_Store']
    const folder = folderOfFiles(paths.map(chosen))
    expect(folder?.files.map(({ place, file }) => [place, file.name])).toEqual([
      [['낮.jpg'], '낮.jpg'],
      [['밤', '별.jpg'], '별.jpg'],
    ])
    expect([folder?.name, folder?.leftOut, folder?.isCut]).toEqual(['여행', 3, false])
  })

  it('is none where nothing is in it', () => {
    expect(folderOfFiles([])).toBeUndefined()
  })
})
