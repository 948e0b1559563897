/** The ways to me and to others, in the settings: what is agreed to, in words. */
import type { Catalogue } from '../translate.ts'

export const waysWords = {
  relay: { en: 'Let my people talk through this computer', ko: '내 사람들이 이 컴퓨터를 거쳐 이야기하기' },
  relayText: {
    en: 'When two people you know can’t reach each other, their conversation may go through this computer while it is on. Turn it off and it ends at once.',
    ko: '서로 닿지 않는 두 사람의 이야기가, 켜져 있는 이 컴퓨터를 거쳐 갈 수 있어요. 끄면 바로 끝나요.',
  },
  relaySeen: { en: 'Who sees what', ko: '누가 무엇을 볼 수 있나요' },
  relaySeenText: {
    en: 'What they say can’t be read here. You see who talks through here, and they see that it goes through you.',
    ko: '여기서는 내용을 볼 수 없어요. 누가 거쳐 가는지는 내가 보고, 그 사람들도 나를 거치는 것을 알아요.',
  },
  relayCost: { en: 'How much of your internet', ko: '내 인터넷을 얼마나 쓰나요' },
  relayCostText: {
    en: 'Up to 1 MB a second for each conversation, 2 GB a day. For the first visit of somebody they invited, 1 MB in two minutes.',
    ko: '이야기마다 1초에 1 MB, 하루에 모두 2 GB까지예요. 그들이 초대한 사람이 처음 들어올 때는 2분 동안 1 MB까지예요.',
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
