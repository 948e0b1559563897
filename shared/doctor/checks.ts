/** What the doctor tries, as far as a person may watch. The last two only when asked for. */
export type Check = 'network' | 'finder' | 'doors' | 'people' | 'portal' | 'subnet'
