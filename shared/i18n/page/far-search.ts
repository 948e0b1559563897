/** Finding people through others' always-on computers: what one agrees to, and what it does now. */
import type { Catalogue } from '../translate.ts'

export const farSearchWords = {
  title: { en: 'After both have moved', ko: '둘 다 자리를 옮겼을 때' },
  search: { en: 'Find people through other computers', ko: '다른 컴퓨터를 거쳐 찾기' },
  searchText: {
    en: 'When neither knows where the other is, a note left on computers that other people keep on brings you together again. Only when nothing else finds somebody.',
    ko: '서로 어디 있는지 모를 때, 늘 켜 둔 다른 사람들 컴퓨터에 쪽지를 남겨 다시 만나요. 다른 방법으로 찾지 못할 때만 써요.',
  },
  sealed: { en: 'Nobody else can read or follow it', ko: '다른 사람은 읽거나 뒤쫓을 수 없어요' },
  sealedText: {
    en: 'Notes are sealed and bear another name each day. Only the two of you recognise them.',
    ko: '쪽지는 봉해 두고 이름이 날마다 바뀌어요. 두 사람만 알아볼 수 있어요.',
  },
  seen: { en: 'What those computers do see', ko: '맡은 컴퓨터가 볼 수 있는 것' },
  seenText: {
    en: 'Your internet address, and when you asked. Not whom you look for.',
    ko: '내 인터넷 주소와 언제 물어봤는지예요. 누구를 찾는지는 몰라요.',
  },
  now: { en: 'Just now', ko: '지금은' },
  entrances: { en: '{count} computers to ask are known.', ko: '물어볼 컴퓨터 {count}대를 알아요.' },
  entrances1: { en: '1 computer to ask is known.', ko: '물어볼 컴퓨터 1대를 알아요.' },
  entrances0: {
    en: 'No computer to ask is known yet. A contact who keeps theirs always on can help.',
    ko: '물어볼 컴퓨터를 아직 몰라요. 컴퓨터를 늘 켜 두는 사람이 있으면 도와줄 수 있어요.',
  },
  serving: { en: 'This computer keeps notes for others', ko: '이 컴퓨터도 다른 사람들 쪽지를 맡아요' },
  servingText: { en: '{count} notes now. It can’t read them.', ko: '지금 {count}개예요. 읽을 수는 없어요.' },
  servingText1: { en: '1 note now. It can’t read it.', ko: '지금 1개예요. 읽을 수는 없어요.' },
  offerTitle: { en: 'Moved apart?', ko: '자리를 옮겼나요?' },
  offerText: {
    en: 'You may find each other through computers that other people keep on.',
    ko: '늘 켜 둔 다른 컴퓨터를 거쳐 찾아볼 수 있어요.',
  },
  offer: { en: 'Learn more', ko: '알아보기' },
} as const satisfies Catalogue
