/** Voice notes: the microphone, and the recorder that takes the place of the field. */
export type { Hold } from './hold.ts'
export { MicrophoneButton } from './MicrophoneButton.tsx'
export { Recorder } from './Recorder.tsx'
export { startRecording } from './recording.ts'
export type { Recording, VoiceRecord } from './recording.ts'
