// Why a sign-in, an invitation or a scope is refused, in words that tell nothing about others.
import { finding, policyUnmet, type Rejection } from '../decision.ts'

export const linkSpent = (): Rejection =>
  policyUnmet(finding('linkSpent', 'This sign-in link was used, replaced by a newer one, or has run out.'))
export const passkeyRefused = (): Rejection =>
  policyUnmet(finding('passkeyRefused', 'This passkey was not recognised, or the question it answers has run out.'))
export const secondCodeWrong = (): Rejection =>
  policyUnmet(finding('secondCodeWrong', 'This code is wrong, has run out, or was used already.'))
export const enrolmentClosed = (): Rejection =>
  policyUnmet(finding('enrolmentClosed', 'A second factor is added right after signing in, or after showing another.'))
export const noEmail = (): Rejection =>
  policyUnmet(finding('emailMissing', 'Name the e-mail address to which sign-in links are sent.'))
export const emailTaken = (): Rejection =>
  policyUnmet(finding('emailTaken', 'This address belongs to somebody who signs in here already.'))
export const onlyPeople = (): Rejection =>
  policyUnmet(finding('onlyPeople', 'People are invited and removed by people: sign in to do this.'))
export const removesThemselves = (): Rejection =>
  policyUnmet(finding('ownRemoval', 'Nobody removes themselves: ask a colleague or an administrator.'))
export const charterBeyondOwn = (charter: string): Rejection =>
  policyUnmet(finding('charterBeyondOwn', `Charter ${charter} is not among those you reach yourself.`, { charter }))
export const actBeyondRole = (act: string, role: string): Rejection =>
  policyUnmet(finding('actBeyondRole', `The role ${role} does not include ${act}.`, { act, role }))
/** A sheet goes with the page that showed it, for a while and for whoever chose it. */
export const sheetLetGo = (): Rejection =>
  policyUnmet(finding('sheetLetGo', 'This preview has run out, or is not yours: choose the file again.'))
