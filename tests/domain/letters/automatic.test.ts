// Letters that no person wrote, by what they say and by what they do not.
import { describe, expect, it } from 'vitest'
import { automaticOf } from '../../../src/domain/letters/automatic.ts'
import { incoming } from '../../support/incoming.ts'

describe('No person wrote', () => {
  it.each([
    ['ownLoop', incoming({ headers: { 'x-charter-desk': 'https://other.example', 'auto-submitted': 'auto-replied' } })],
    ['feedback', incoming({ reportType: 'feedback-report' })],
    ['feedback', incoming({ reportType: 'disposition-notification', subject: 'Read: HU454' })],
    ['autoSubmitted', incoming({ headers: { 'auto-submitted': 'auto-replied (vacation)' } })],
    ['list', incoming({ headers: { 'list-id': '<traders.example>' } })],
    ['precedence', incoming({ headers: { precedence: 'bulk' } })],
    ['suppress', incoming({ headers: { 'x-auto-response-suppress': 'DR, OOF, AutoReply' } })],
    ['suppress', incoming({ headers: { 'x-autoreply': 'yes' } })],
    ['nullSender', incoming({ returnPath: '' })],
    ['nullSender', incoming({ returnPath: 'MAILER-DAEMON' })],
    ['sender', incoming({ from: 'no-reply@airline.example' })],
    ['sender', incoming({ from: 'bounces+12@airline.example' })],
  ] as const)('%s', (why, letter) => {
    expect(automaticOf(letter)).toBe(why)
  })

  it.each([
    'Automatic reply: HU454',
    'Auto: Re: HU454',
    'Out of Office: back on Monday',
    'Out of the office',
    'Away until May 5',
    'Abwesenheitsnotiz: HU454',
    'Réponse automatique : HU454',
    'Respuesta automática: HU454',
    '자동 회신: HU454',
    '[자동응답] 부재중입니다',
    '부재 중: HU454',
    '自动回复: HU454',
    '自動回覆：HU454',
    'Автоответ: HU454',
    'Автоматический ответ: HU454',
    'رد تلقائي: HU454',
  ])('what is called “%s”', (subject) => {
    expect(automaticOf(incoming({ subject }))).toBe('subject')
  })
})

describe('A person may have written', () => {
  it.each([
    incoming({}),
    incoming({ subject: 'Re: Automatic reply: HU454' }),
    incoming({ subject: 'автобус до гостиницы' }),
    incoming({ headers: { 'auto-submitted': 'no' } }),
    incoming({ headers: { 'x-auto-response-suppress': 'DR, RN, NRN' } }),
    incoming({ returnPath: 'kim@merchant.example' }),
    incoming({ from: 'noreen@merchant.example' }),
  ])('letter %#', (letter) => {
    expect(automaticOf(letter)).toBeNull()
  })
})
