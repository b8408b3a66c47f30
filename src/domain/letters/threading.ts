// What of a question's headers an answer takes over, so that both stand in one conversation (RFC 5322, section 3.6.4).

/** One msg-id in angle brackets and nothing beside it: no space, no line end, no second header: letters come in with any. */
const token = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/
export const looksLikeToken = (text: string): boolean => token.test(text)

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
