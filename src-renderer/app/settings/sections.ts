/** The sections of the settings in their order; a gap stands between groups. */
import {
  ArrowDownToLine,
  Ban,
  Bell,
  Box,
  DatabaseBackup,
  FileOutput,
  Flame,
  HardDrive,
  Info,
  KeyRound,
  Laptop,
  Lock,
  type LucideIcon,
  MessagesSquare,
  PackageOpen,
  Route,
  Sun,
  UserRound,
} from 'lucide-react'

export type SectionName =
  | 'me'
  | 'look'
  | 'notices'
  | 'talk'
  | 'ways'
  | 'outage'
  | 'lock'
  | 'words'
  | 'devices'
  | 'blocked'
  | 'moving'
  | 'out'
  | 'backup'
  | 'kept'
  | 'transfers'
  | 'storage'
  | 'about'

export interface Section {
  readonly name: SectionName
  readonly icon: LucideIcon
}

export const SECTIONS: readonly (readonly Section[])[] = [
  [
    { name: 'me', icon: UserRound },
    { name: 'look', icon: Sun },
    { name: 'notices', icon: Bell },
    { name: 'talk', icon: MessagesSquare },
    { name: 'ways', icon: Route },
    { name: 'outage', icon: Flame },
  ],
  [
    { name: 'lock', icon: Lock },
    { name: 'words', icon: KeyRound },
    { name: 'devices', icon: Laptop },
    { name: 'blocked', icon: Ban },
  ],
  [
    { name: 'moving', icon: PackageOpen },
    { name: 'out', icon: FileOutput },
    { name: 'backup', icon: DatabaseBackup },
    { name: 'kept', icon: Box },
    { name: 'transfers', icon: ArrowDownToLine },
    { name: 'storage', icon: HardDrive },
    { name: 'about', icon: Info },
  ],
]

export function sectionOf(name: string | undefined): SectionName | undefined {
  return SECTIONS.flat().find((section) => section.name === name)?.name
}
