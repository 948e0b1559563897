export { InvitationsPage } from './InvitationsPage.tsx'
