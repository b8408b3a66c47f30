// Whatever the desk writes, from words to bytes: letters and answers to merchants, sign-in links and digests to people.
import type { AnswerContext, Answers, DigestLetter, DigestLetters, Letters } from '../application/letterPorts.ts'
import type { SignInLetter, SignInLetters } from '../application/signInPorts.ts'
import type { JourneyId } from '../domain/ids.ts'
import { carriesTags, returnAddress, type ReturnKind } from '../domain/letters/returnAddress.ts'
import { writeCalendar } from './calendar.ts'
import { composeMail } from './compose.ts'
import { composeAnswer, suggestAnswer } from './letters/answer.ts'
import type { LetterContext } from './letters/context.ts'
import { composeDigest } from './letters/digest.ts'
import { composeLetter } from './letters/letter.ts'
import { composeSignIn } from './letters/signIn.ts'
import { pictureOf, type LinkPicture } from './linkPicture.ts'

type Composed = Parameters<typeof composeMail>
type Written = { readonly subject: string; readonly text: string; readonly html: string }
type ToMerchant = Omit<LetterContext, 'names'> & { readonly id: string }

export type WriterSettings = {
  /** The address that everything is sent from. */
  readonly from: string
  /** Whether mail to that address with a tag arrives. */
  readonly tags: boolean
  readonly signature: Composed[1]
}

export function createWriters(
  { from: address, tags, signature }: WriterSettings,
  returns: { token(journey: JourneyId, kind: ReturnKind): Promise<string | null> },
) {
  const from = { name: 'Charter Desk', address }
  const domain = address.split('@')[1] ?? 'charter-desk.example'

  /** The address that a letter about the journey is answered to; null where no tag arrives, or there is none. */
  async function back(journey: JourneyId, kind: ReturnKind): Promise<string | null> {
    const token = tags && carriesTags(address) ? await returns.token(journey, kind) : null
    return token === null ? null : returnAddress(address, { kind, token })
  }

  /** What every letter to a merchant has: its return addresses, the picture of the link, and the signature. */
  async function toMerchant(
    context: ToMerchant,
    write: (picture: LinkPicture) => Written,
    more: Partial<Composed[0]>,
  ): ReturnType<Letters['compose']> {
    const picture = await pictureOf(context.statusUrl, `link.${context.id}@${domain}`)
    const written = write(picture)
    const { person } = context
    const mail = await composeMail(
      {
        id: context.id,
        domain,
        from,
        replyTo: await back(context.journey.id, 'reply'),
        to: { name: person.nativeName || `${person.givenNames} ${person.surname}`.trim(), address: person.email },
        ...written,
        at: context.now,
        about: context.journey.id,
        language: person.language,
        picture,
        calendar: null,
        ...more,
      },
      signature,
    )
    return { ...mail, subject: written.subject, from: await back(context.journey.id, 'bounce') }
  }

  /** To somebody who signs in; nothing comes back to them by a token. */
  const toPerson = (
    letter: Pick<SignInLetter | DigestLetter, 'id' | 'name' | 'email' | 'person' | 'language' | 'now'>,
    written: Written,
  ) =>
    composeMail(
      {
        id: letter.id,
        domain,
        from,
        to: { name: letter.name, address: letter.email },
        ...written,
        at: letter.now,
        about: letter.person,
        language: letter.language,
        calendar: null,
      },
      signature,
    )

  const letters: Letters = {
    compose: (context) =>
      toMerchant(context, (picture) => composeLetter(context, picture), {
        calendar: writeCalendar(context, context.person.language),
      }),
  }
  const answers: Answers = {
    suggest: suggestAnswer,
    // Whoever shares the address is shown no picture of one link among several, and replies to no one journey.
    compose: (context: AnswerContext) =>
      toMerchant(context, (picture) => composeAnswer(context, context.what === 'links' ? null : picture), {
        answers: [...context.asked.references, context.asked.messageId].filter((each) => each !== null),
        ...(context.what === 'links'
          ? { picture: null, replyTo: null, to: { name: '', address: context.person.email } }
          : {}),
      }),
  }
  const signInLetters: SignInLetters = { compose: (letter) => toPerson(letter, composeSignIn(letter)) }
  const digestLetters: DigestLetters = { compose: (letter) => toPerson(letter, composeDigest(letter)) }
  return { letters, answers, signInLetters, digestLetters, replyTo: (journey: JourneyId) => back(journey, 'reply') }
}
