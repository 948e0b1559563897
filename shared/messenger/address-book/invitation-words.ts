/** The sentence that goes with an invitation into the messenger somebody uses now. Plain text: it is pasted anywhere. */
import { cleanName } from '../../identity/index.ts'

export function invitationSentence(language: 'ko' | 'en', name: string, me: string, link: string): string {
  const [whom, who] = [cleanName(name), cleanName(me)]
  if (language === 'ko') {
    const greeting = whom === '' ? '' : `${whom}, `
    return `${greeting}인터넷이나 메신저가 멈춰도 서로 연락이 닿게 사랑방을 준비했어요. 사랑방을 설치하고 이 링크를 열면 저와 이어져요. – ${who}\n${link}`
  }
  const greeting = whom === '' ? '' : `${whom}, `
  return `${greeting}I have set up Sarangbang so that we can reach each other even when the internet or the messenger is down. Install it and open this link, and we are connected. – ${who}\n${link}`
}
