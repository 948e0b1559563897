export { LinkDialog } from './LinkDialog.tsx'
export { LinkingStage } from './LinkingStage.tsx'
export type { LinkingActs } from './LinkingStage.tsx'
export { ComingStrip, RevokedStrip, useLinkingStrip } from './LinkingStrips.tsx'
