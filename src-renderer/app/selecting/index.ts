export { SelectedBar } from './SelectedBar.tsx'
