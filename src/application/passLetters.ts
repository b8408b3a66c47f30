// Sign-in links on their way: made with the commit that they belong to, sealed until the letter is written.
import { isOver, linkEnds } from '../domain/access/signIn.ts'
import type { Person as PersonRow } from './signInPorts.ts'
import type { Instant } from '../domain/instant.ts'
import { nothing, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { tokenDigest } from './offices.ts'
import { detailsOf } from './peopleView.ts'
import type { ClaimedEffect } from './effect.ts'
import type { Post } from './letterPorts.ts'
import type { SignInLetters } from './signInPorts.ts'
import type { PersonId } from '../domain/ids.ts'

export const signInLetter = 'signInLetter'

type Sealed = { readonly secret: string; readonly invitation: boolean; readonly minutes: number }

/** A new link in place of every older one, and the letter that carries it. */
export function linkPart({ vault, chance }: Desk, person: PersonRow, sealed: Sealed, now: Instant): Part {
  return {
    ...nothing,
    changes: linkChanges(person.id, sealed, now),
    effects: [
      {
        id: `E${chance.part()}`,
        kind: 'command',
        charter: null,
        subject: person.id,
        name: signInLetter,
        payload: { sealed: vault.sealOwn(JSON.stringify(sealed)) },
        dueAt: now,
        createdAt: now,
      },
    ],
  }
}

export const linkChanges = (
  person: PersonId,
  { secret, minutes }: Pick<Sealed, 'secret' | 'minutes'>,
  now: Instant,
): Part['changes'] => [
  { on: 'passesDropped', person },
  { on: 'pass', pass: { digest: tokenDigest(secret), purpose: 'link', person, expiresAt: linkEnds(now, minutes) } },
]

/** Writes and sends the letter; answers what became of it. Throws where the mail server did not take it. */
export function createMailLink(
  { store, vault, clock }: Desk,
  letters: SignInLetters,
  post: Pick<Post, 'send'>,
  settings: { readonly from: string; readonly publicUrl: () => string },
) {
  return async (effect: ClaimedEffect): Promise<string> => {
    const now = clock.now()
    const person = await store.person(effect.subject as PersonId)
    if (!person || person.removedAt) return 'the person was removed'
    const { email, name, language } = detailsOf(vault, person)
    const { secret, invitation, minutes } = JSON.parse(vault.openOwn(String(effect.payload['sealed']))) as Sealed
    const pass = await store.pass(tokenDigest(secret))
    if (!email || !pass || isOver(pass.expiresAt, now)) return 'the link was used, replaced, or has run out'
    const letter = await letters.compose({
      id: effect.id,
      person: person.id,
      name,
      email,
      language,
      organisation: (await store.organisation(person.organisation))?.name ?? null,
      invitation,
      href: `${settings.publicUrl()}/enter/${secret}`,
      minutes,
      now: effect.createdAt,
    })
    await post.send({ messageId: letter.messageId, from: settings.from, to: email, bytes: letter.bytes })
    return 'sent'
  }
}
