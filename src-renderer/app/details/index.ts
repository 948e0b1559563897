export { Details } from './Details.tsx'
export type { DetailsProps } from './details-props.ts'
