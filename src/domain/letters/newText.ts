// The new text of a reply: what stands before or between what it quotes, without a signature.

/** Header names by which programs open a quoted letter, in the languages that they speak. */
const fromNames =
  '(?:from|보낸 ?사람|보낸이|발신자?|发件人|發件人|寄件者|寄件人|差出人|от(?: кого)?|від|من|von|de|da|fra|från|van|od|lähettäjä|kimden|remitente)'
const otherNames =
  '(?:sent|date|to|cc|subject|reply-to|보낸 ?날짜|날짜|일시|받는 ?사람|받는이|수신자?|참조|제목|发送时间|发送日期|日期|时间|收件人|抄送|主题|寄件日期|傳送時間|收件者|主旨|主題|送信日時|宛先|件名|отправлено|дата|кому|копия|тема|تاريخ(?: الإرسال)?|التاريخ|تم الإرسال|أُرسلت|إلى|الموضوع|نسخة|gesendet|datum|an|betreff|envoyé|date|à|objet|enviado(?: el)?|fecha|para|asunto|data|assunto|inviato|a|oggetto|sendt|dato|til|emne|skickat|till|ämne|verzonden|aan|onderwerp|wysłano|do|temat|kime|konu)'
const fromLine = new RegExp(`^[*\\s]*${fromNames}\\s*\\*?\\s*[:：]`, 'i')
const otherLine = new RegExp(`^[*\\s]*${otherNames}\\s*\\*?\\s*[:：]`, 'i')

/** A line of dashes with these words in it opens a quoted or forwarded letter. */
const separator =
  /^[\s>]*[-_=*]{2,}\s*(original (message|appointment)|forwarded message|replied message|回复的原邮件|\[? ?받은 ?메일 ?내용 ?\]?|원본 ?(메시지|메일)|전달된 ?(메시지|메일)|原始(邮件|郵件|信件)|转发的?邮件|轉寄的?郵件|元のメッセージ|исходное сообщение|пересылаемое сообщение|пересланное сообщение|الرسالة الأصلية|رسالة معاد توجيهها|رسالة محوّلة|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message (d'origine|original|transféré)|mensaje (original|reenviado)|mensagem original|messaggio originale|oprindelig (besked|meddelelse)|opprinnelig melding|ursprungligt meddelande|oorspronkelijk bericht|wiadomość oryginalna|özgün ileti)\s*[-_=*]{2,}\s*$/i

/** “On Monday, somebody wrote:” by how it begins, where its language begins it so … */
const begun: readonly RegExp[] = [
  /^on\b.*\bwrote\s*[:：]$/i,
  /^le\b.*\ba écrit\s*[:：]$/i,
  /^am\b.*\bschrieb\b.*[:：]$/i,
  /^el\b.*\bescribió\s*[:：]$/i,
  /^em\b.*\bescreveu\s*[:：]$/i,
  /^il\b.*\bha scritto\s*[:：]$/i,
  /^op\b.*\bschreef\b.*[:：]$/i,
]
/** … and by how it ends, where the date comes first. */
const ended: readonly RegExp[] = [
  /\b(wrote|schrieb|skrev\b.*|a écrit|escribió|escreveu|ha scritto|schreef|kirjoitti|napisał(\(a\)|a)?|pisze|şunu yazdı|yazdı|đã viết)\s*[:：]$/i,
  /(написал(\(а\)|а)?|пишет|писал\(а\)|пише|написав)\s*[:：]$/i,
  /(님이 ?(작성|쓴 ?글|쓰신 ?글|보냄|썼습니다)|작성|에서 보낸 ?메일|님께서 작성하신 메시지)\s*[:：]$/,
  /(写道|寫道|书面|撰写|のメール|書きました|さんは書きました)\s*[:：]$/,
  /(^|\s)(كتب|كتبت|كتب\/ت|كَتب).*[:：]$/,
  // Many say no more than when and who, the address last.
  /^(?=.*(\d{4}|\d{1,2}:\d{2})).*<[^<>\s]+@[^<>\s]+>\s*[:：]$/,
]
/** A date, an hour or an address: without one a line that ends so was written by hand. */
const evidence = /@|\d{4}|\d{1,2}[:.]\d{2}/
const mostAttribution = 4

const signature = /^-- ?$/
const device =
  /^(sent (from|via|with) .{1,60}|get outlook for .{1,40}|나의 .{1,20}에서 (보냄|보냈습니다)\.?|내 .{1,20}에서 (보냄|보냈습니다)\.?|.{1,30}에서 (보냄|보냈습니다|전송됨)\.?|发自我?的?.{1,30}|從我的 .{1,20}(傳送|寄出)|发送自.{1,30}|отправлено (с|из) .{1,60}|أُ?رسلت? من .{1,40}|تم الإرسال من .{1,40}|von meinem .{1,20} gesendet|gesendet (von|mit) .{1,40}|envoyé (de|à partir de|depuis) .{1,60}|enviado desde .{1,40}|inviato da .{1,40}|sendt fra .{1,40}|skickat från .{1,40}|verzonden (vanaf|met) .{1,40})$/i

/** Marks of direction, which programs set before Arabic lines. */
const marks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Empty where nothing new stands in the letter. Lines are LF; so much of a text is looked at as a person writes. */
export function newTextOf(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .split('\n')
    .map((line) =>
      line
        .replace(/\u00a0/g, ' ')
        .replace(marks, '')
        .trimEnd(),
    )
  const kept: string[] = []
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]!
    if (signature.test(line) || separator.test(line) || opensHeader(lines, i)) break
    if (/^\s*>/.test(line)) continue
    const length = attributionAt(lines, i)
    if (length) {
      i += length - 1
      // Marked line by line, the quotation ends by itself, and an answer may stand below; unmarked it is all that follows.
      const next = lines.slice(i + 1).find((each) => each !== '')
      if (next !== undefined && !/^\s*>/.test(next)) break
      continue
    }
    if (!device.test(line.trim())) kept.push(line)
  }
  while (kept.length && /^[\s_=*-]*$/.test(kept.at(-1)!)) kept.pop()
  return kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** `From:` with another header name close below, or the line that Outlook draws above it. */
function opensHeader(lines: readonly string[], at: number): boolean {
  const line = lines[at]!
  const next = lines.slice(at + 1, at + 6).filter((each) => each !== '')
  if (/^[_-]{10,}$/.test(line.trim())) return next.slice(0, 2).some((each) => fromLine.test(each))
  return fromLine.test(line) && next.slice(0, 4).some((each) => otherLine.test(each))
}

/** Over how many lines somebody is said to have written, 0 where nobody is: programs break such a line. */
function attributionAt(lines: readonly string[], at: number): number {
  const first = lines[at]!
  const opens = /^(on|le|am|el|em|il|op)\b/i.test(first)
  if (!first || first.length > 300 || !(opens || evidence.test(first))) return 0
  let joined = ''
  for (let length = 1; length <= mostAttribution; length += 1) {
    const line = lines[at + length - 1]
    if (!line) return 0
    // A line that says it all begins its own; an address alone goes on with the line before.
    if (length > 1 && !line.startsWith('<') && attributed(line, true)) return 0
    joined = joined ? `${joined} ${line.trim()}` : line.trim()
    if (attributed(joined, length === 1 || !opens)) return length
  }
  return 0
}

const attributed = (line: string, byEnd: boolean) =>
  line.length <= 500 &&
  evidence.test(line) &&
  (begun.some((pattern) => pattern.test(line)) || (byEnd && ended.some((pattern) => pattern.test(line))))
