// Which header lines make an answer stand in the conversation of its question (RFC 5322, section 3.6.4).

/** One msg-id in angle brackets and nothing beside it: no space, no line end, no second header. */
const token = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/
export const looksLikeToken = (text: string): boolean => token.test(text)

export type Thread = { readonly inReplyTo: string | null; readonly references: readonly string[] }

/** `root`: the first of the journey's conversation. What somebody else's program wrote is taken only where it is one token. */
export function threadOf(
  root: string,
  asked: { readonly messageId: string | null; readonly references: readonly string[] },
): Thread {
  const own = asked.messageId !== null && looksLikeToken(asked.messageId) ? asked.messageId : null
  const between = asked.references.filter((each) => looksLikeToken(each) && each !== root && each !== own)
  return { inReplyTo: own ?? root, references: [root, ...between, ...(own === null ? [] : [own])] }
}

/** "Re: " once, whatever stood before: in front of the subject without its own marks of answering. */
export function answeredSubject(subject: string): string {
  const plain = subject
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/^(\s*(re|aw|sv|fw|fwd|답장|回复|答复|转发|ответ|رد)\s*(\[\d+\])?\s*[:：])+/iu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
  return plain ? `Re: ${plain}` : 'Re:'
}
