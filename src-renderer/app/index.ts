export { App } from './App.tsx'
// Parts that the gallery shows beside those of the kit; the build leaves out what only it asks for.
export { type Arrival, ContactCard, FileCard, Pictures, type PictureView, PlaceCard, VoiceNote, type VoiceView } from './media/index.ts'
export { createPicturePreparer } from './pictures/index.ts'
export { MicrophoneButton, Recorder } from './recorder/index.ts'
export { AttachMenu, createTray, DropZone, pastedFiles, type Tray, TrayStrip } from './tray/index.ts'
export { MediaViewer } from './viewer/index.ts'
export { chooseLanguageEarly } from './words/index.ts'
