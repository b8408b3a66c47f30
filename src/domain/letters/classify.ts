// What a letter is: a question that the desk may answer, a letter that came back, an answering machine, or for a person to read.
import { automaticOf } from './automatic.ts'
import { bouncesOf } from './bounce.ts'
import type { Classified, IncomingLetter } from './incoming.ts'
import { newTextOf } from './newText.ts'
import { questionIn } from './question.ts'

/** A letter of a desk is looked at first, then what came back, then machines; a question is only what was read without a fault. */
export function classify(letter: IncomingLetter): Classified {
  const automatic = automaticOf(letter)
  if (automatic === 'ownLoop') return { kind: 'autoReply', why: automatic }
  const bounces = bouncesOf(letter)
  if (bounces) return { kind: 'bounce', bounces }
  if (automatic) return { kind: 'autoReply', why: automatic }
  const newText = newTextOf(letter.text)
  const question = letter.faults.length ? null : questionIn(newText)
  return question ? { kind: 'statusQuestion', question, newText } : { kind: 'other', newText }
}
