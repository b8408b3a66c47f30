// The letter with a sign-in link: who is invited where, or that a link was asked for, and what to do where it was not.
import type { SignInLetter } from '../../application/signInPorts.ts'
import { lineIn } from '../../words/direction.ts'
import { text } from '../../words/paragraph.ts'
import { wordsIn } from '../../words/words.ts'
import { asHtml } from './html.ts'
import { asText } from './plain.ts'
import type { Sheet } from './sheet.ts'

const hourMinutes = 60

export function composeSignIn(letter: SignInLetter): { subject: string; text: string; html: string } {
  const { language, name, organisation, invitation, minutes } = letter
  const words = wordsIn(language)
  const lasts =
    minutes < 2 * hourMinutes
      ? words('signInLetter.minutes', { minutes })
      : words('signInLetter.hours', { hours: Math.floor(minutes / hourMinutes) })
  const told = invitation
    ? words('signInLetter.invited', { organisation: organisation ?? words('desk.name') })
    : words('signInLetter.asked')
  const sheet: Sheet = {
    language,
    subject: invitation ? words('signInLetter.invitation') : words('signInLetter.subject'),
    greeting: words('letter.greeting', { name }),
    sections: [{ heading: null, paragraphs: [text(told), text(lasts), text(words('signInLetter.notYou'))] }],
    link: { words: words('signIn.button'), href: letter.href, remark: words('signInLetter.once'), pictured: '' },
    closing: [words('letter.closing'), words('letter.automatic')],
  }
  return { subject: lineIn(language, sheet.subject), text: asText(sheet), html: asHtml(sheet, null) }
}
