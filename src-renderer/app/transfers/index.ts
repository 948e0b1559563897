/** Files that come to this computer, and those that are made ready to go. */
export { TransferIndicator } from './TransferIndicator.tsx'
export { TransfersPanel } from './TransfersPanel.tsx'
