// Letters that came back: from the fields of a report, or from the words of servers that send none.
import { addressIsDead } from './deadAddress.ts'
import { exactStatus, replyCodeIn, reportedAddress, statusesIn } from './deliveryStatus.ts'
import type { Bounce, IncomingLetter, ReportFields } from './incoming.ts'

/** Kept of a server's words, on one line (UTF-16 units). */
const mostWords = 500
/** A letter of ours goes to one merchant; a report that names more is cut here. */
const mostBounces = 50

/** Null where the letter is no report that something was not delivered. Success is no bounce. */
export function bouncesOf(letter: IncomingLetter): readonly Bounce[] | null {
  const about = aboutOf(letter)
  const reported = letter.report.filter(namesRecipient)
  if (reported.length) {
    const failed = reported.filter(({ action }) => !/^(delivered|relayed|expanded)\b/i.test(action ?? ''))
    return failed.length ? failed.slice(0, mostBounces).map((fields) => fromFields(fields, about)) : null
  }
  if (!isServersLetter(letter)) return null
  return fromText(letter, about)
}

const namesRecipient = (fields: ReportFields) =>
  'final-recipient' in fields || 'original-recipient' in fields || ('action' in fields && 'status' in fields)

function fromFields(fields: ReportFields, about: string | null): Bounce {
  const diagnostic = fields['diagnostic-code'] ?? ''
  const [, kind = '', said = diagnostic] = /^([A-Za-z0-9-]+)\s*;\s*(.*)$/s.exec(diagnostic) ?? []
  const status = exactStatus([...statusesIn(fields['status'] ?? ''), ...statusesIn(said)])
  const words = oneLine(said || (fields['status'] ?? fields['action'] ?? ''))
  return {
    // The address we wrote to; where it was forwarded from there is the recipient's affair.
    recipient: reportedAddress(fields['original-recipient']) ?? reportedAddress(fields['final-recipient']),
    status,
    permanent:
      !/^delayed\b/i.test(fields['action'] ?? '') && kind.toLowerCase() !== 'x-unix' && addressIsDead(status, words),
    about,
    words,
  }
}

/** How servers begin who send words alone, and what they call such a letter. */
const openings: readonly RegExp[] = [
  /^Hi\. This is the .{1,40} program at /m, // qmail
  /^This is the mail system at host /m, // postfix
  /^This message was created automatically by mail delivery software/m, // exim
  /^This is an automatically generated Delivery Status Notification/m, // gmail, exchange
  /^Delivery to the following recipients? (failed|has been delayed)/m, // gmail
  /^(Your message|The following message|The message you sent).{0,80}(was undeliverable|(could|can) ?not be delivered|wasn't delivered|did not reach)/ms,
  /Delivery has failed to these recipients or (groups|distribution lists)/,
  /^ *-{3,} The following addresses had /m, // sendmail
  /^ *-{3,} Transcript of session follows -{3,}/m,
  /^(\*\* )?(Address not found|Message not delivered|Message blocked|Delivery incomplete)( \*\*)?$/m, // gmail since 2015
]
const subjects =
  /^(undeliver(ed|able)|delivery status notification|(mail )?delivery (failed|failure|has failed|delayed|status)|failure notice|returned mail|mail delivery (failed|system)|non.?delivery|warning: (could not send|message .* delayed)|배달되지 않음|전송 실패|메일 ?전송 ?실패|반송|无法送达|未送达|投递失败|系统退信|退信|無法傳遞|недоставлен|не удалось доставить|сообщение не доставлено|تعذر التسليم|لم يتم التسليم|تعذّر تسليم)/i

function isServersLetter({ from, returnPath, headers, subject, text, reportType }: IncomingLetter): boolean {
  if (reportType === 'delivery-status' || headers['x-failed-recipients']) return true
  const server = from.some(({ address }) => /^(mailer-daemon|postmaster|mail-daemon|mailerdaemon)@/i.test(address))
  const none = returnPath === '' || /^mailer-daemon/i.test(returnPath ?? '')
  const says = openings.some((opening) => opening.test(text.slice(0, 4_000)))
  const called = subjects.test(subject.trim())
  return (server && (says || called)) || (none && says && called)
}

/** Where the letter that came back begins. */
const copyBegins =
  /^ *(-+ ?(Below this line is a copy of|This is a copy of|Original message|Message header follows|The header of the original|Forwarded message|Returned message|Unsent message)|(> ?)?Original message headers?:)/im

function fromText({ text, headers }: IncomingLetter, about: string | null): readonly Bounce[] {
  const copy = copyBegins.exec(text)
  const said = copy ? text.slice(0, copy.index) : text
  const found = new Map<string, string[]>()
  let open: string[] | null = null
  let before = ''
  for (const line of said.split('\n').slice(0, 2_000)) {
    const [, address, rest = ''] =
      /^\s{0,8}<?([^\s<>()[\]:;,"]{1,64}@[^\s<>()[\]:;,"]{1,255})>?(?:<mailto:[^>]*>)?(?:\s+\((?:expanded|generated) from[^)]*\))?\s*(:.*|\(reason.*)?$/.exec(
        line,
      ) ?? []
    if (address) {
      const key = address.toLowerCase()
      open = found.get(key) ?? []
      found.set(key, open)
      open.push(rest.replace(/^:/, ''))
    } else if (open) open.push(line)
    else before += `${line}\n`
  }
  for (const address of (headers['x-failed-recipients'] ?? []).flatMap((value) => value.split(',')))
    if (address.includes('@') && !found.has(address.trim().toLowerCase()))
      found.set(address.trim().toLowerCase(), [said])
  const delayed = /has been delayed|will (keep trying|be retried)|WARNING MESSAGE ONLY|you do not need to resend/i.test(
    said,
  )
  const one = (recipient: string | null, words: string): Bounce => {
    // A server says more before and after the one address than on its line.
    const status = exactStatus(statusesIn(words))
    const heard = status || replyCodeIn(words) ? words : `${words}\n${before}`
    return {
      recipient,
      status: status ?? exactStatus(statusesIn(heard)),
      permanent: !delayed && addressIsDead(status ?? exactStatus(statusesIn(heard)), heard),
      about,
      words: oneLine(words || before),
    }
  }
  const all = [...found].slice(0, mostBounces).map(([recipient, lines]) => one(recipient, lines.join('\n')))
  return all.length ? all : [one(null, said)]
}

function aboutOf({ returned, text, inReplyTo, report }: IncomingLetter): string | null {
  const own = returned?.['message-id']?.[0] ?? report.find((fields) => 'message-id' in fields)?.['message-id']
  const copy = copyBegins.exec(text)
  const inText = copy ? /^[> ]*Message-ID:\s*(<[^<>\s]+>)/im.exec(text.slice(copy.index))?.[1] : undefined
  const id = own ?? inText ?? inReplyTo[0]
  return id === undefined ? null : id.startsWith('<') ? id : `<${id}>`
}

const oneLine = (words: string) => words.replace(/\s+/g, ' ').trim().slice(0, mostWords).toWellFormed()
