// desk letter: one letter read and told apart without a desk, and whether it would be answered as far as it says by itself.
import { readFileSync } from 'node:fs'
import { classify } from '../domain/letters/classify.ts'
import type { Automatic, Classified, IncomingLetter, ReadFault } from '../domain/letters/incoming.ts'
import { parseLetter } from '../mail/in/read.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

const kinds = {
  statusQuestion: 'status-question',
  bounce: 'bounce',
  autoReply: 'auto-reply',
  other: 'other',
} as const satisfies Record<Classified['kind'], string>

const automatic: Readonly<Record<Automatic, string>> = {
  autoSubmitted: 'It says that a machine wrote it (Auto-Submitted).',
  precedence: 'It is bulk post (Precedence).',
  list: 'It came through a mailing list.',
  suppress: 'It says that automatic answers are not wanted, or names the program that answered.',
  nullSender: 'It has no sender to which an answer could return.',
  subject: 'Its subject is that of an automatic reply.',
  sender: 'It comes from an address at which nobody reads.',
  feedback: 'It is a report of a mail program.',
  ownLoop: 'A desk wrote it; two desks must not answer each other.',
}
const faults: Readonly<Record<ReadFault, string>> = {
  tooLarge: 'It is too large to be read as a whole.',
  tooDeep: 'Its parts are nested too deep.',
  tooManyParts: 'It has too many parts.',
  unknownCharset: 'Some of its characters cannot be read.',
  broken: 'It is broken off or badly put together.',
}

export const letter: Verb = {
  usage: 'letter FILE',
  about:
    'read one letter (RFC 5322): what it is, whom it could not reach, what is new in it, and whether it would be answered',
  run: async ({ args }) => {
    const [file, ...more] = args
    if (!file || more.length) return wrongCall('Name one file with a letter in it.')
    let bytes: Buffer
    try {
      bytes = readFileSync(file)
    } catch (error) {
      return refusedInput({ error: String(error) }, [
        `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ])
    }
    const read = await parseLetter(bytes)
    const classified = classify(read)
    const bounces = classified.kind === 'bounce' ? classified.bounces : []
    const why = whyNot(read, classified)
    const answer = {
      kind: kinds[classified.kind],
      from: read.from[0]?.address ?? null,
      subject: read.subject,
      text: 'newText' in classified ? classified.newText : read.text,
      question: classified.kind === 'statusQuestion' ? classified.question : null,
      bounce: bounces[0] ?? null,
      bounces,
      faults: read.faults,
      answer: { would: why.length === 0, why: why.length ? why : [proven] },
    }
    return done(answer, [
      `${answer.kind}: ${answer.from ?? 'nobody'}: ${answer.subject}`,
      ...bounces.map(
        ({ recipient, status, permanent, words }) =>
          `   ${recipient ?? 'somebody'} ${status ?? ''} ${permanent ? 'for good' : 'not for good'}: ${words}`,
      ),
      `   ${why.length ? 'not answered' : 'answered'}: ${answer.answer.why.join(' ')}`,
    ])
  },
}

const proven =
  'It asks what the desk can answer; the running desk still has to know the sender and see them proven, and answers the registered address.'

function whyNot(read: IncomingLetter, classified: Classified): readonly string[] {
  const broken = read.faults.map((fault) => faults[fault])
  switch (classified.kind) {
    case 'bounce':
      return ['It is a letter that came back.', ...broken]
    case 'autoReply':
      return [automatic[classified.why], ...broken]
    case 'other':
      return broken.length ? broken : ['It asks nothing that the desk answers by itself: a person reads it.']
    case 'statusQuestion':
      return read.from.length === 1 ? [] : ['It does not come from one person.']
    default:
      return classified satisfies never
  }
}
