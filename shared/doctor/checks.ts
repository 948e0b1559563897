/** What the doctor tries one after another or beside each other, as far as a person may watch. The last two only when asked for. */
export const CHECKS = ['network', 'finder', 'doors', 'people', 'portal', 'subnet'] as const
export type Check = (typeof CHECKS)[number]
