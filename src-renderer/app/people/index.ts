export { PeopleList } from './PeopleList.tsx'
export { PeopleMain } from './PeopleMain.tsx'
