// Refusals of signing in say what to do in words, and nothing of anybody else.
import { expect, it } from 'vitest'
import * as refusals from '../../src/domain/access/refusals.ts'
import { wordFor } from '../../src/words/words.ts'

it('Every refusal has its sentence in each language', () => {
  const made = [
    refusals.linkSpent(),
    refusals.passkeyRefused(),
    refusals.secondCodeWrong(),
    refusals.enrolmentClosed(),
    refusals.noEmail(),
    refusals.emailTaken(),
    refusals.onlyPeople(),
    refusals.removesThemselves(),
    refusals.charterBeyondOwn('C0'),
    refusals.actBeyondRole('KeepTokens', 'chamber'),
  ]
  const codes = made.flatMap(({ findings }) => findings.map(({ code }) => code))
  expect(codes).toEqual([
    'linkSpent',
    'passkeyRefused',
    'secondCodeWrong',
    'enrolmentClosed',
    'emailMissing',
    'emailTaken',
    'onlyPeople',
    'ownRemoval',
    'charterBeyondOwn',
    'actBeyondRole',
  ])
  for (const code of codes)
    for (const language of ['en', 'ko', 'zh', 'ru', 'ar'] as const)
      expect(wordFor(language, `finding.${code}`), code).not.toBeNull()
})
