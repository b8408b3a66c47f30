// The mailbox for development: letters as they arrived, one of them as its reader sees it, and a form to answer.
import type { Delivered, OpenedLetter } from '../domain/letters/delivered.ts'
import { shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import { Terms } from './paragraphs.tsx'
import type { Frame } from './views.ts'

type MailboxView = {
  readonly frame: Frame
  readonly letters: readonly Delivered[]
  /** The one address that is looked at. */
  readonly to: string | null
  /** An answer was sent a moment ago. */
  readonly replied: boolean
}

export function mailboxPage({ frame, letters, to, replied }: MailboxView): string {
  const { language, zone } = frame
  const words = wordsIn(language)
  return document(
    frame,
    words('mailbox.title'),
    <>
      <h1>{words('mailbox.title')}</h1>
      <p class="lead">{words('mailbox.lead')}</p>
      {replied && <p role="status">{words('mailbox.replied')}</p>}
      {to !== null && (
        <p>
          {to} <a href="/mailbox">{words('mailbox.all')}</a>
        </p>
      )}
      {letters.length === 0 ? (
        <p class="empty">{words('mailbox.empty')}</p>
      ) : (
        <table class="table stack">
          <thead>
            <tr>
              <th scope="col">{words('letters.subject')}</th>
              <th scope="col">{words('letters.to')}</th>
              <th scope="col">{words('letters.when')}</th>
            </tr>
          </thead>
          <tbody>
            {letters.map((letter) => (
              <tr>
                <th scope="row">
                  <a href={`/mailbox/${letter.id}`}>{letter.subject || letter.messageId}</a>
                </th>
                <td data-label={words('letters.to')}>
                  <a href={`/mailbox?to=${encodeURIComponent(letter.to)}`}>{letter.to}</a>
                </td>
                <td data-label={words('letters.when')}>
                  <time dateTime={letter.at}>{shortMomentIn(language, letter.at, zone)}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>,
  )
}

type LetterView = {
  readonly frame: Frame
  readonly letter: OpenedLetter
}

export function mailboxLetterPage({ frame, letter }: LetterView): string {
  const words = wordsIn(frame.language)
  const links = [...new Set(letter.text.match(/https?:\/\/[^\s<>"']+/g) ?? [])]
  return document(
    frame,
    letter.subject,
    <>
      <p>
        <a class="btn" href={`/mailbox?to=${encodeURIComponent(letter.to)}`}>
          {words('mailbox.of', { address: letter.to })}
        </a>
      </p>
      <h1>{letter.subject}</h1>
      <Terms
        rows={[
          { label: words('letters.to'), value: letter.to },
          { label: words('mailbox.answersGoTo'), value: letter.replyTo },
          { label: 'Message-ID', value: letter.messageId },
          ...letter.attachments.map(({ name, mediaType, bytes }) => ({
            label: words('mailbox.attachment'),
            value: `${name} (${mediaType}, ${bytes})`,
          })),
        ]}
      />
      {letter.html !== null && (
        <iframe class="letter" title={letter.subject} sandbox="" src={`/mailbox/${letter.id}/html`} />
      )}
      {links.length > 0 && (
        <ul>
          {links.map((href) => (
            <li>
              <a href={href}>{href}</a>
            </li>
          ))}
        </ul>
      )}
      <h2>{words('mailbox.text')}</h2>
      <pre class="card card-body letter">{letter.text}</pre>
      <h2>{words('mailbox.reply')}</h2>
      <form method="post" action={`/mailbox/${letter.id}`}>
        <label class="form-label" for="reply">
          {words('mailbox.replyAs', { address: letter.to })}
        </label>
        <textarea class="form-control" id="reply" name="text" rows={5} required />
        <button class="btn btn-primary" type="submit">
          {words('mailbox.send')}
        </button>
      </form>
      <details>
        <summary>{words('mailbox.headers')}</summary>
        <pre class="card card-body letter">{letter.headers.join('\n')}</pre>
      </details>
    </>,
  )
}
