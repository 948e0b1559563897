export { Bundles } from './bundles.ts'
export type {
  BundleCode,
  BundleOptions,
  BundleProgress,
  BundleRead,
  BundleReadCode,
  BundleReading,
  BundleStep,
  BundleSummary,
  BundleTarget,
  BundleWriting,
  BundledRoom,
  BundlesApi,
} from './bundles-api.ts'
