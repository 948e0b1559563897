/** Which sections there are, in the order in which they are shown. */
import type { ComponentType } from 'react'
import type { galleryWords } from '../../../shared/i18n/index.ts'
import { Attaching } from './Attaching.tsx'
import { Beginning } from './Beginning.tsx'
import { Buttons } from './Buttons.tsx'
import { Choices } from './Choices.tsx'
import { Colours } from './Colours.tsx'
import { EmptyRoom, NobodyNear } from './Empty.tsx'
import { Faces } from './Faces.tsx'
import { Fields } from './Fields.tsx'
import { Files } from './Files.tsx'
import { Ghosts } from './Ghosts.tsx'
import { Menus } from './Menus.tsx'
import { PicturesShown } from './PicturesShown.tsx'
import { Questions } from './Questions.tsx'
import { Rows } from './Rows.tsx'
import { Strips } from './Strips.tsx'
import { Type } from './Type.tsx'
import { Voices } from './Voices.tsx'

export interface GallerySection {
  readonly name: keyof typeof galleryWords
  readonly Section: ComponentType
}

export const SECTIONS: readonly GallerySection[] = [
  { name: 'colours', Section: Colours },
  { name: 'type', Section: Type },
  { name: 'buttons', Section: Buttons },
  { name: 'fields', Section: Fields },
  { name: 'rows', Section: Rows },
  { name: 'faces', Section: Faces },
  { name: 'menus', Section: Menus },
  { name: 'questions', Section: Questions },
  { name: 'strips', Section: Strips },
  { name: 'choices', Section: Choices },
  { name: 'pictures', Section: PicturesShown },
  { name: 'files', Section: Files },
  { name: 'voices', Section: Voices },
  { name: 'attaching', Section: Attaching },
  { name: 'begin', Section: Beginning },
  { name: 'empty', Section: EmptyRoom },
  { name: 'nobody', Section: NobodyNear },
  { name: 'loading', Section: Ghosts },
]
