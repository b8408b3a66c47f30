// What a letter is: desks first, then what came back, then machines, then questions.
import { expect, it } from 'vitest'
import { classify } from '../../../src/domain/letters/classify.ts'
import { incoming } from '../../support/incoming.ts'

const text =
  'When does my quarantine end?\n\nOn Sat, Aug 27, 2022, Charter Desk <desk@x.example> wrote:\n> I want to withdraw'

it('A question is told by its new text alone', () => {
  expect(classify(incoming({ text }))).toEqual({
    kind: 'statusQuestion',
    question: 'release',
    newText: 'When does my quarantine end?',
  })
})

it('A question in a letter that could not be read as it stands is for a person', () => {
  expect(classify(incoming({ text, faults: ['broken'] }))).toEqual({
    kind: 'other',
    newText: 'When does my quarantine end?',
  })
})

it('A question from a machine, a list or a desk is not answered', () => {
  expect(classify(incoming({ text, headers: { 'auto-submitted': 'auto-generated' } })).kind).toBe('autoReply')
  expect(classify(incoming({ text, headers: { 'list-id': '<a.example>' } })).kind).toBe('autoReply')
  expect(classify(incoming({ text, headers: { 'x-charter-desk': 'x' }, reportType: 'delivery-status' }))).toEqual({
    kind: 'autoReply',
    why: 'ownLoop',
  })
})

it('A letter that came back is a bounce before it is a machine’s', () => {
  expect(classify(incoming({ reportType: 'delivery-status', returnPath: '', text: 'It failed.' })).kind).toBe('bounce')
})

it('An empty reply is for a person', () => {
  expect(classify(incoming({ text: '\n> quoted\n' }))).toEqual({ kind: 'other', newText: '' })
})
