/** The ways to me and to others, in the settings: what is agreed to, in words. */
import type { Catalogue } from '../translate.ts'

export const waysWords = {
  relay: { en: 'Let my people talk through this computer', ko: '내 사람들이 이 컴퓨터를 거쳐 이야기하기' },
  relayText: {
    en: 'When two people you know can’t reach each other, their conversation may go through this computer while it is on. So may the first visit of somebody one of them invited, up to 1 MB in two minutes. It can’t be read here. It uses your internet: up to 1 MB a second for each conversation, 2 GB a day. You see who talks through here, and they see that it goes through you. Turn it off and it ends at once.',
    ko: '서로 닿지 않는 두 사람의 이야기가, 켜져 있는 이 컴퓨터를 거쳐 갈 수 있어요. 그중 누가 초대한 사람이 처음 들어올 때도 2분 동안 1MB까지 거쳐 가요. 여기서는 내용을 볼 수 없어요. 내 인터넷을 써요. 이야기마다 1초에 1MB, 하루에 모두 2GB까지예요. 누가 거쳐 가는지 내가 볼 수 있고, 그 사람들도 나를 거치는 것을 알아요. 끄면 바로 끝나요.',
  },
  mapping: { en: 'Ask the router to let others in', ko: '공유기에 길을 열어 달라고 하기' },
  mappingText: {
    en: 'Then people outside can reach this computer directly. It is closed again when Sarangbang stops.',
    ko: '그러면 밖에 있는 사람도 이 컴퓨터에 바로 닿아요. 사랑방을 끄면 다시 닫아요.',
  },
  now: { en: 'Going through here now', ko: '지금 거쳐 가는 이야기' },
  nobody: { en: 'Nobody just now', ko: '지금은 없어요' },
  pair: { en: '{from} and {to}', ko: '{from:이랑/랑} {to}' },
  since: { en: 'Since {time}', ko: '{time}부터' },
  somebody: { en: 'somebody', ko: '다른 사람' },
} as const satisfies Catalogue
