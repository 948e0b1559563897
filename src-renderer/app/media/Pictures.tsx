/** The pictures of one message, each as it is known: for whoever has them all at hand. */
import { Mosaic } from './Mosaic.tsx'
import { PictureTile, type PictureView } from './PictureTile.tsx'

export interface PicturesProps {
  readonly pictures: readonly PictureView[]
  readonly isOwn?: boolean
  readonly isFirst?: boolean
  readonly onGet: (id: string) => void
  readonly onPause: (id: string) => void
  readonly onShow: (id: string) => void
}

export function Pictures({ pictures, onGet, onPause, onShow, ...look }: PicturesProps) {
  return (
    <Mosaic panes={pictures} keyOf={({ id }) => id} {...look}>
      {(picture, place) => (
        <PictureTile
          picture={picture}
          {...place}
          onGet={() => onGet(picture.id)}
          onPause={() => onPause(picture.id)}
          onShow={() => onShow(picture.id)}
        />
      )}
    </Mosaic>
  )
}
