// Whether a server's words say that nobody is at the address: one rule for a refusal at once and for a report that came later.
import { replyCodeIn } from './deliveryStatus.ts'

/** These details of RFC 3463 (and of Exchange) say that there is no such mailbox or no such domain. */
const dead = /^5\.1\.(1|2|3|6|10|351)$|^5\.4\.310$/
/** These say that the letter or its sender was refused, not that nobody is there. */
const refused = /^5\.(1\.7|1\.8|2\.2|2\.3|3\.\d+|5\.\d+|6\.\d+|7\.\d+)$/
const deadWords =
  /(user|recipient|mailbox|account|address|addressee)s? (is )?(unknown|not found|does ?n[o']t exist|invalid)|(unknown|no such|invalid|nonexistent|non-existent) (local )?(user|recipient|mailbox|address|account)|(does not|doesn't|did not|no longer) exist|RecipientNotFound|not? (a )?valid (user|mailbox|recipient|address)|(wasn't|couldn't be|was not) found|no (mailbox|user) (here )?by that name|(domain|host) ?(name)? ?(does not exist|not found|unknown)|unrouteable address|NXDOMAIN|Address not found|사용자(가|를) ?(없|찾을 수 없)|존재하지 않는|不存在|查无此|нет такого|не существует|не найден|غير موجود/i
const refusedWords =
  /mailbox (is )?full|over ?quota|quota exceeded|insufficient (storage|disk)|too (large|many|big)|spam|blocked|black ?list|blocklist|access denied|policy|reputation|rate limit|temporar|try again|greylist|disabled|inactive|suspended|용량|메일함이 가득|已满|переполнен|ممتلئ/i

/**
 * Whether the address itself is dead: nobody is there, so no later letter will arrive either. A full mailbox, a policy,
 * a disabled account (RFC 3463, X.2.1: it may be enabled again) and any 4.x.x are not.
 */
export function addressIsDead(status: string | null, words: string): boolean {
  const code = replyCodeIn(words)
  const once = status ? status.startsWith('4') : (code?.startsWith('4') ?? false)
  if (once || (status && refused.test(status))) return false
  if (status && dead.test(status)) return true
  // RFC 5321, section 4.2.3: there is no room for the letter.
  if (code === '552') return false
  return deadWords.test(words) && !refusedWords.test(words)
}
