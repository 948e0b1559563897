/** What is said of files in the conversation beyond how far they have come: who has them, where they are saved, what can be done with them. */
import type { Catalogue } from '../translate.ts'

export const shownFileWords = {
  // Who has it.
  computerOf: { en: '{name}’s computer', ko: '{name} 컴퓨터' },
  otherOfMine: { en: 'your other computer', ko: '내 다른 컴퓨터' },
  anotherComputer: { en: 'another computer', ko: '다른 컴퓨터' },
  whoHasIt: { en: 'Who has this file?', ko: '누가 가지고 있나요?' },
  looking: { en: 'Looking', ko: '살펴보는 중' },
  thisComputer: { en: 'This computer', ko: '이 컴퓨터' },
  allHere: { en: 'All of it is here', ko: '여기에 다 있어요' },
  partHere: { en: '{done} of {size} is here', ko: '{size} 중 {done} 있어요' },
  noneHere: { en: 'Not here yet', ko: '아직 여기에는 없어요' },
  whole: { en: 'Has all of it', ko: '다 가지고 있어요' },
  wholeAway: { en: 'Had all of it when you last met', ko: '마지막으로 이어졌을 때 다 가지고 있었어요' },
  safeElsewhere: {
    en: 'It is also on {names}, so it stays there when you turn this computer off.',
    ko: '{names}에도 있어서, 이 컴퓨터를 꺼도 남아 있어요.',
  },
  onlyHere: {
    en: 'Only this computer has it, as far as we know. While it is off nobody can get it.',
    ko: '알려진 바로는 이 컴퓨터에만 있어요. 꺼 두면 아무도 받을 수 없어요.',
  },
  onlyElsewhere: { en: 'It is on {names}.', ko: '{names}에 있어요.' },
  nowhere: { en: 'Nobody we know of has all of it.', ko: '다 가지고 있는 곳을 아직 몰라요.' },
  namesAndMore: { en: '{names} and {count} more', ko: '{names} 외 {count}대' },

  // What can be done with it.
  get: { en: 'Get it', ko: '받기' },
  getAll: { en: 'Get all', ko: '모두 받기' },
  getFirst: { en: 'Get it first', ko: '먼저 받기' },
  pause: { en: 'Pause', ko: '멈추기' },
  callOff: { en: 'Don’t get it', ko: '받지 않기' },
  save: { en: 'Save', ko: '저장' },
  saveAll: { en: 'Save all', ko: '모두 저장' },
  copyPicture: { en: 'Copy the picture', ko: '사진 복사' },
  pictureCopied: { en: 'Picture copied', ko: '사진을 복사했어요' },
  notCopied: { en: 'The picture could not be copied', ko: '사진을 복사하지 못했어요' },
  showInFolder: { en: 'Show in the folder', ko: '폴더에서 보기' },
  dragLater: { en: 'Getting it ready. Drag it again in a moment.', ko: '준비하고 있어요. 잠시 뒤에 다시 끌어 주세요.' },
  removeHere: { en: 'Remove from this device', ko: '이 기기에서 빼기' },

  // Saving.
  pressToSave: { en: 'Press to save', ko: '누르면 저장해요' },
  pressToLook: { en: 'Press to look inside', ko: '누르면 안을 봐요' },
  saving: { en: 'Saving', ko: '저장하는 중' },
  saved: { en: 'Saved {name}', ko: '{name:을/를} 저장했어요' },
  savedSeveral: { en: 'Saved {count} files', ko: '파일 {count}개를 저장했어요' },
  savedAt: { en: 'Saved at {path}', ko: '{path}에 저장했어요' },
  notSaved: { en: '{name} could not be saved.', ko: '{name:을/를} 저장하지 못했어요.' },
  notHere: { en: 'It has to come here first.', ko: '먼저 받아야 해요.' },
  saveWhere: { en: 'Save to which folder?', ko: '어느 폴더에 저장할까요?' },
  saveFolder: { en: 'Folder', ko: '폴더' },
  saveFolderHint: { en: 'The whole path on this computer', ko: '이 컴퓨터에서 처음부터 끝까지 적은 경로예요' },
  saveFolderWhole: { en: 'Write the whole path.', ko: '경로를 처음부터 적어 주세요.' },
  onlyAtComputer: {
    en: 'Folders can be saved at the computer itself.',
    ko: '폴더는 컴퓨터 앞에서 저장할 수 있어요.',
  },

  // Removing.
  removeTitle: { en: 'Remove {name} from this device?', ko: '{name:을/를} 이 기기에서 뺄까요?' },
  removeText: {
    en: 'It frees {size}. The message stays, and you can get the file again from whoever has it.',
    ko: '자리가 {size} 생겨요. 메시지는 남고, 가진 사람에게서 다시 받을 수 있어요.',
  },
  removeOnly: {
    en: 'Nobody else is known to have it. Once it is gone here, it may be gone for everyone.',
    ko: '다른 곳에는 없는 것 같아요. 여기서 빼면 아무도 다시 볼 수 없을지 몰라요.',
  },
  remove: { en: 'Remove', ko: '빼기' },
  removeAnyway: { en: 'Remove for good', ko: '그래도 빼기' },
  removing: { en: 'Removing', ko: '빼는 중' },
  keep: { en: 'Keep', ko: '그대로 두기' },
  removed: { en: 'Removed from this device', ko: '이 기기에서 뺐어요' },

  // What cannot be drawn.
  notAPicture: { en: 'Not a picture, whatever its name says', ko: '이름과 달리 사진이 아니에요' },
  tooManyPixels: { en: 'Too large to be shown here', ko: '너무 커서 여기서는 볼 수 없어요' },
  unreadable: { en: 'Cannot be shown here', ko: '여기서는 볼 수 없어요' },
  video: { en: 'Video', ko: '동영상' },
  videoNotPlayed: {
    en: 'This video cannot be played here. Save it to see it elsewhere.',
    ko: '여기서는 틀 수 없는 동영상이에요. 저장해서 보세요.',
  },

  // A folder.
  inFolder: { en: 'In {name}', ko: '{name} 안' },
  folderFiles: { en: '{count} files, {size}', ko: '파일 {count}개, {size}' },
  folderFiles1: { en: 'One file, {size}', ko: '파일 1개, {size}' },
  folderEmpty: { en: 'Nothing is in it.', ko: '안에 아무것도 없어요.' },
  couldRun: { en: 'Could run on your computer', ko: '컴퓨터에서 실행될 수 있어요' },

  // A place, a contact.
  mapTitle: { en: 'Open in which map?', ko: '어느 지도에서 열까요?' },
  mapText: {
    en: 'The map opens in your browser, and whoever runs it learns which place you looked at.',
    ko: '브라우저에서 열려요. 지도를 운영하는 곳은 어디를 찾아봤는지 알게 돼요.',
  },
  kakaoMap: { en: 'KakaoMap', ko: '카카오맵' },
  naverMap: { en: 'NAVER Map', ko: '네이버 지도' },
  openStreetMap: { en: 'OpenStreetMap', ko: '오픈스트리트맵' },
  googleMaps: { en: 'Google Maps', ko: '구글 지도' },
  contactAdded: { en: '{name} is in your address book', ko: '{name:을/를} 주소록에 넣었어요' },
} as const satisfies Catalogue
