/** Every part in every state, in both themes and both languages. For developers; the build leaves it out. */
export { showGallery } from './show-gallery.tsx'
