// Letters: every one of them in every language, what it must hold, and what it must never hold.
import { describe, expect, it } from 'vitest'
import { finding } from '../../src/domain/decision.ts'
import { Instant, Zone } from '../../src/domain/instant.ts'
import type { Follow } from '../../src/domain/journey/chart.ts'
import { Language } from '../../src/domain/language.ts'
import { isLetterName, letterNames, type LetterContext, type LetterName } from '../../src/mail/letters/context.ts'
import { composeLetter } from '../../src/mail/letters/letter.ts'
import { findingIn } from '../../src/words/findings.ts'
import { dayIn } from '../../src/words/when.ts'
import { wordsIn } from '../../src/words/words.ts'
import { person, situationAt } from '../words/situation.ts'

const statusUrl = 'https://desk.example/s/abcdef?x=1&y=2'

/** Where a merchant stands when each letter goes out. */
const sentAt: Readonly<Record<LetterName, Parameters<typeof situationAt>[0]>> = {
  'letter.waitlisted': 'waitlisted',
  'letter.waitingListRanked': 'waitlisted',
  'letter.seatOffered': 'offered',
  'letter.offerDeclined': 'waitlisted',
  'letter.offerLapsed': 'waitlisted',
  'letter.offerTooLate': 'waitlisted',
  'letter.seatAssigned': 'seated.awaitingFirstNegative',
  'letter.seatLost': 'waitlisted',
  'letter.scheduleChanged': 'seated.awaitingFirstNegative',
  'letter.reminder': 'seated.awaitingSecondNegative.codeOutstanding',
  'letter.testNotCounted': 'seated.awaitingFirstNegative',
  'letter.firstNegativeCounted': 'seated.awaitingSecondNegative.codeOutstanding',
  'letter.codeIssued': 'seated.awaitingSecondNegative.codeIssued',
  'letter.clearedToBoard': 'clearedToBoard',
  'letter.lapsed': 'seated.awaitingFirstNegative',
  'letter.deferred': 'deferred',
  'letter.withdrawn': 'withdrawn',
  'letter.notTravelled': 'notTravelled',
  'letter.landed': 'awaitingTransfer',
  'letter.entryRefused': 'entryRefused',
  'letter.admitted': 'underMedicalObservation',
  'letter.inMedicalCare': 'inMedicalCare',
  'letter.returnedToObservation': 'underMedicalObservation',
  'letter.underHomeMonitoring': 'underHomeMonitoring',
  'letter.staysInFacility': 'staysInFacility',
  'letter.released': 'released',
  'letter.rulesChanged': 'underMedicalObservation',
}

function contextOf(language: Language, ...names: LetterName[]): LetterContext {
  const [newest] = names.slice(-1)
  return { ...situationAt(sentAt[newest!]), names, person: person(language), statusUrl }
}

const marks = /[\u200f\u2066-\u2069]/g
/** What a reader sees of the HTML, line for line. */
const shownBy = (html: string): readonly string[] =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<\/(p|h2|li)>|<br>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
    )
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
/** The same of the text, without its own signs for headings and lists. */
const writtenIn = (text: string): readonly string[] =>
  text
    .replace(marks, '')
    .split('\n')
    .map((line) => line.trim().replace(/^- |^\[ | \]$/g, ''))
    .filter(Boolean)

describe.each(Language.options)('a letter in %s', (language) => {
  it.each(letterNames)('%s says where to look, in text and in HTML, and leaves no placeholder', (name) => {
    const letter = composeLetter(contextOf(language, name))
    expect(letter.subject).not.toBe('')
    expect(letter.subject).not.toMatch(/[\r\n]/)
    expect(letter.text).toContain(statusUrl)
    expect(letter.html).toContain('href="https://desk.example/s/abcdef?x=1&amp;y=2"')
    for (const part of [letter.subject, letter.text, letter.html]) expect(part).not.toMatch(/\{\{|\}\}|undefined|null/)
  })

  it.each(letterNames)('%s never holds the passport number', (name) => {
    const letter = composeLetter(contextOf(language, name))
    expect(letter.text + letter.html + letter.subject).not.toContain('M70812345')
  })

  it.each(letterNames)('%s says the same in HTML as in text, line for line', (name) => {
    const letter = composeLetter(contextOf(language, name), { contentId: 'link.E01@desk.example', size: 159 })
    expect(shownBy(letter.html)).toEqual(writtenIn(letter.text))
  })

  it.each(letterNames)('%s runs the way of its language, and says so to whoever shows it', (name) => {
    const { text, html, subject } = composeLetter(contextOf(language, name))
    const dir = language === 'ar' ? 'rtl' : 'ltr'
    expect(html).toContain(`<html lang="${language}" dir="${dir}">`)
    expect(html).toContain(`<div lang="${language}" dir="${dir}"`)
    const lines = text.split('\n').filter((line) => line.trim() !== '' && line !== statusUrl)
    for (const line of [subject, ...lines]) expect(/^ *\u200f/.test(line), line).toBe(language === 'ar')
    for (const line of [...lines, ...shownBy(html)]) {
      expect(line.match(/[\u2066-\u2068]/g)?.length ?? 0, line).toBe(line.match(/\u2069/g)?.length ?? 0)
    }
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(html.match(/<bdi>/g)?.length ?? 0).toBe(html.match(/<\/bdi>/g)?.length ?? 0)
  })

  it('sets apart what runs the other way, and leaves its link whole', () => {
    const { text, html } = composeLetter(contextOf(language, 'letter.seatAssigned'))
    expect(text.split('\n')).toContain(statusUrl)
    expect(text.includes('\u2068HU454\u2069')).toBe(language === 'ar')
    expect(html.includes('<bdi>HU454</bdi>')).toBe(language === 'ar')
  })

  it('shows its link as a picture that says what it is, where one goes along', () => {
    const context = contextOf(language, 'letter.seatAssigned')
    const alt = wordsIn(language)('letter.linkPicture')
    expect(composeLetter(context, { contentId: 'link.E01@desk.example', size: 159 }).html).toMatch(
      new RegExp(`<img [^>]*src="cid:link\\.E01@desk\\.example"[^>]* alt="${alt}">`),
    )
    expect(composeLetter(context).html).not.toContain('<img')
  })
})

describe('dates in letters', () => {
  const withDates: LetterName[] = ['letter.seatAssigned', 'letter.scheduleChanged', 'letter.clearedToBoard']

  it.each(withDates)('%s gives the boarding in the departure city’s time and in the arrival’s', (name) => {
    expect(composeLetter(contextOf('en', name)).text).toContain(
      'Sunday, 28 August 2022 15:10 (Korean Standard Time) = 14:10 (China Standard Time)',
    )
    expect(composeLetter(contextOf('ko', name)).text).toContain(
      '2022년 8월 28일 일요일 15:10 (한국 표준시) = 14:10 (중국 표준시)',
    )
    expect(composeLetter(contextOf('zh', name)).text).toContain(
      '2022年8月28日星期日 15:10 (韩国标准时间) = 14:10 (中国标准时间)',
    )
  })

  it('tells the days of observation in the facility’s calendar', () => {
    const { text } = composeLetter(contextOf('ko', 'letter.admitted'))
    expect(text).toContain('2022년 8월 29일 월요일')
    expect(text).toContain('7일차: 2022년 9월 4일 일요일')
    expect(text).toContain('2022년 9월 7일 수요일이 끝난 뒤')
  })
})

describe('whoever changes aircraft in the departure city', () => {
  const contextFrom = (country: string, departsAt: string): LetterContext => {
    const context = contextOf('en', 'letter.reminder')
    const { dossier } = context.journey
    const origin = { country, departsAt: Instant.parse(departsAt), codeSeen: true }
    const journey = { ...context.journey, dossier: { ...dossier, traits: { ...dossier.traits, origin } } }
    return { ...context, journey }
  }

  it('is told of the departure city’s clock and of their own, while they have not left', () => {
    const { text } = composeLetter(contextFrom('NG', '2022-08-27T21:00:00+01:00'))
    expect(text).toMatch(/\(Korean Standard Time\) = \d\d:\d\d \(West Africa Time\)/)
    expect(composeLetter(contextFrom('NG', '2022-08-26T21:00:00+01:00')).text).not.toContain('West Africa')
  })

  it('has no clock of their own where their country keeps several', () => {
    const { text } = composeLetter(contextFrom('US', '2022-08-27T21:00:00-07:00'))
    expect(text).toMatch(/\(Korean Standard Time\) = \d\d:\d\d \(China Standard Time\)/)
  })
})

describe('the letter about an offered seat', () => {
  it.each([
    ['en', 'Opening the page by itself changes nothing', 'Answer: take or decline the seat'],
    ['ko', '페이지를 여는 것만으로는', '회신하기: 좌석 수락 또는 거절'],
    ['zh', '仅打开页面不会改变', '答复：接受或谢绝座位'],
    [
      'ru',
      'Чтобы ответить, откройте свою страницу по ссылке в конце этого письма и нажмите одну из двух кнопок: занять место или отказаться от него. Само открытие страницы ничего не меняет.',
      'Ответить: занять место или отказаться',
    ],
    [
      'ar',
      'للجواب يُرجى فتح صفحة حالتك بالرابط الموجود في آخر هذه الرسالة، ثم الضغط على أحد الزرين فيها: قبول المقعد أو رفضه. وفتح الصفحة وحده لا يغير شيئًا.',
      'الجواب: قبول المقعد أو رفضه',
    ],
  ] as const)('says in %s to answer by the link, and what opening it does not do', (language, how, link) => {
    const { text, html } = composeLetter(contextOf(language, 'letter.seatOffered'))
    for (const part of [text, html]) {
      expect(part).toContain(how)
      expect(part).toContain(link)
    }
  })

  it('says until when on both clocks, and what happens without an answer', () => {
    const { text } = composeLetter(contextOf('en', 'letter.seatOffered'))
    expect(text).toContain(
      'by Tuesday, 23 August 2022 08:00 (Korean Standard Time) = 07:00 (China Standard Time) at the latest',
    )
    expect(text).toContain('Without an answer by then the seat goes to the next')
  })

  it('that goes out after the end asks for no answer any more', () => {
    const context = { ...contextOf('en', 'letter.seatOffered'), now: Instant.parse('2022-08-23T08:00:00+09:00') }
    const { text } = composeLetter(context)
    expect(text).toContain('The offer of a seat ended')
    expect(text).not.toMatch(/To answer|take or decline/)
  })
})

describe('letters superseded before they were sent', () => {
  it('become one, with the newest subject and every change told in order', () => {
    const letter = composeLetter(contextOf('en', 'letter.firstNegativeCounted', 'letter.codeIssued'))
    expect(letter.subject).toBe('HU454: your health code was issued')
    expect(letter.text.indexOf('first test report')).toBeGreaterThan(-1)
    expect(letter.text.indexOf('has issued your health code')).toBeGreaterThan(letter.text.indexOf('first test report'))
  })

  it('tell a repeated change once', () => {
    const letter = composeLetter(contextOf('en', 'letter.reminder', 'letter.reminder'))
    expect(letter.text.split('A reminder:')).toHaveLength(2)
  })

  it('pass over names that are no letter, and refuse when none is left', () => {
    const names: Follow[] = ['free.seat', 'letter.withdrawn']
    const context = { ...contextOf('en', 'letter.withdrawn'), names }
    expect(composeLetter(context).subject).toContain('withdrawn')
    expect(() => composeLetter({ ...context, names: ['free.seat'] })).toThrow('no letter is called')
    expect(isLetterName('letter.nothing')).toBe(false)
  })
})

describe('what a letter keeps to itself', () => {
  const told = [
    finding('positive', 'Test N-1 is positive.', { test: 'N-1' }),
    finding('notNegative', 'Test N-2 is inconclusive.', { test: 'N-2', result: 'inconclusive' }),
    finding('notNegative', 'Test N-3 is invalid.', { test: 'N-3', result: 'invalid' }),
  ]

  describe.each(Language.options)('in %s', (language) => {
    const results = (['positive', 'inconclusive', 'invalid'] as const).map((each) =>
      wordsIn(language)(`result.${each}`),
    )
    const details = person(language)

    it.each(letterNames)('%s: no test result, no passport, no birth date, whatever was found', (name) => {
      const context = contextOf(language, name)
      const dossier = { ...context.journey.dossier, findings: told }
      const letter = composeLetter({ ...context, journey: { ...context.journey, dossier } })
      const said = [letter.subject, letter.text, letter.html].join('\n').toLowerCase()
      for (const result of results) expect(said).not.toContain(result.toLowerCase())
      expect(said).not.toMatch(/positive|inconclusive|양성|阳性|положительн|إيجابي/)
      const born = dayIn(language, details.birthDate)
      for (const secret of [details.documentNumber, details.birthDate, born, details.documentExpiry, details.phone])
        expect(said).not.toContain(secret.toLowerCase())
      // A code without a sentence would be told in the desk's own words.
      for (const { message } of told) expect(said).not.toContain(message.toLowerCase())
    })

    it('a result is a word that would be found', () => {
      for (const [place, result] of results.entries()) {
        expect(result.length, String(place)).toBeGreaterThan(1)
        expect(findingIn(language, told[place]!, Zone.parse('Asia/Seoul')).length).toBeGreaterThan(10)
      }
      expect(findingIn(language, told[1]!, Zone.parse('Asia/Seoul'))).toContain(results[1])
    })
  })

  it('does not say what medical care is for', () => {
    const letter = composeLetter(contextOf('en', 'letter.inMedicalCare'))
    expect(letter.text).toContain('Yiwu Fourth Hospital')
    expect(letter.text).not.toMatch(/positive|fever/i)
  })
})

describe('names that mean harm', () => {
  const harm = { surname: '<script>alert(1)</script>', givenNames: 'A"onload=x', nativeName: '<img src=x onerror=y>' }

  it.each(Language.options)('are escaped in HTML (%s)', (language) => {
    const letter = composeLetter({ ...contextOf(language, 'letter.seatAssigned'), person: person(language, harm) })
    expect(letter.html).not.toMatch(/<script|<img/)
    expect(letter.html).toContain('&lt;')
  })

  const turning = '\u202eevil\u2067\u2066 \u2069\u2069\u2069 \u202d'

  it.each(Language.options)('turn no line of a letter around (%s)', (language) => {
    const name = { nativeName: turning, surname: turning, givenNames: turning }
    const { text, html, subject } = composeLetter({
      ...contextOf(language, 'letter.seatAssigned'),
      person: person(language, name),
    })
    for (const part of [text, html, subject]) expect(part).not.toMatch(/[\u202a-\u202e]/)
    for (const line of text.split('\n'))
      expect(line.match(/[\u2066-\u2068]/g)?.length ?? 0, line).toBe(line.match(/\u2069/g)?.length ?? 0)
    expect(html.match(/<bdi/g)?.length ?? 0).toBe(html.match(/<\/bdi>/g)?.length ?? 0)
  })

  it('are never read as placeholders or references', () => {
    const tricks = { nativeName: '{{flight}} $t(letter.closing)' }
    const letter = composeLetter({ ...contextOf('ko', 'letter.seatAssigned'), person: person('ko', tricks) })
    expect(letter.text).toContain('{{flight}} $t(letter.closing)')
  })

  it('do not break a line in the text', () => {
    const where = situationAt('inMedicalCare')
    const [episode] = where.journey.dossier.care
    const dossier = { ...where.journey.dossier, care: [{ ...episode!, place: 'Ward 3\r\n\r\nPay here: http://x' }] }
    const context = { ...contextOf('en', 'letter.inMedicalCare'), journey: { ...where.journey, dossier } }
    expect(composeLetter(context).text).toContain('Ward 3 Pay here')
  })
})

describe('findings that no longer bear', () => {
  it('are left out of the letter', () => {
    const where = situationAt('released')
    const findings = [finding('sameReagent', 'Both with A.', { test: 'N-1', reagent: 'A' })]
    const journey = { ...where.journey, dossier: { ...where.journey.dossier, findings } }
    expect(composeLetter({ ...contextOf('en', 'letter.released'), journey }).text).not.toContain('reagent')
  })
})

describe('an assumed rule', () => {
  it('is called assumed in the letter', () => {
    const context = contextOf('en', 'letter.seatAssigned')
    const letter = composeLetter({ ...context, mission: { ...context.mission!, assumed: true } })
    expect(letter.text).toContain('is assumed')
  })
})
