export { SettingsList } from './SettingsList.tsx'
export { SettingsPage } from './SettingsPage.tsx'
