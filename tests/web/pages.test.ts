// Pages: whole documents, safe against what people type, in every language, and true to what they are given.
import { withoutScripts } from './views/frames.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { personView } from '../../src/domain/access/masking.ts'
import { Language } from '../../src/domain/language.ts'
import { boardPage } from '../../src/web/boardPage.tsx'
import { charterPage } from '../../src/web/charterPage.tsx'
import { demandCallPage } from '../../src/web/demandCallPage.tsx'
import { demandPage } from '../../src/web/demandPage.tsx'
import { errorPage } from '../../src/web/errorPage.tsx'
import { letterPage } from '../../src/web/lettersPage.tsx'
import { stopsOf } from '../../src/web/path.tsx'
import { mailboxLetterPage } from '../../src/web/mailboxPage.tsx'
import { peoplePage } from '../../src/web/peoplePage.tsx'
import { pendingActsPage } from '../../src/web/pendingActsPage.tsx'
import { recordPage } from '../../src/web/recordPage.tsx'
import { sessionsPage } from '../../src/web/sessionsPage.tsx'
import { shelfPage } from '../../src/web/shelfPage.tsx'
import { signInPage } from '../../src/web/signInPage.tsx'
import { stepUpPage } from '../../src/web/stepUpPage.tsx'
import { statusPage } from '../../src/web/statusPage.tsx'
import { person, situationAt } from '../words/situation.ts'
import { everyPage } from './views/everyPage.ts'
import { appliedCharterView, boardView, charterView } from './views/charters.ts'
import { demandCallView, demandView } from './views/demand.ts'
import { letterView } from './views/letters.ts'
import { mailboxLetterView } from './views/mailbox.ts'
import { statusView } from './views/merchants.ts'
import { pendingView } from './views/pending.ts'
import { errorView, recordView } from './views/record.ts'
import { shelfView } from './views/shelf.ts'
import { peopleView, sessionsView, signInView, stepUpView } from './views/signIn.ts'

describe.each(Language.options)('every page in %s', (language) => {
  it.each(Object.entries(everyPage(language)))(
    '%s is a whole document in its language, without inline script, inline style or placeholder',
    (_name, html) => {
      const dir = language === 'ar' ? 'rtl' : 'ltr'
      expect(html.startsWith(`<!DOCTYPE html>\n<html lang="${language}" dir="${dir}">`)).toBe(true)
      expect(html).toContain('<link rel="stylesheet" href="/assets/1/style.css"')
      expect(withoutScripts(html)).not.toMatch(/<script|<style|\sstyle="|\son[a-z]+="|javascript:/i)
      expect(html).not.toMatch(/\{\{|undefined|\[object/)
      expect(html.match(/<h1/g)).toHaveLength(1)
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
    },
  )

  it('offers the others', () => {
    const html = boardPage(boardView(language))
    for (const other of Language.options) expect(html).toContain(`href="/board?language=${other}"`)
  })
})

describe('what people type', () => {
  const harm = '"><script>alert(1)</script>\u202e{{x}}'

  it('is escaped on the status page', () => {
    const html = statusPage(statusView('registered', 'ko', { name: harm, organiser: harm }))
    expect(withoutScripts(html)).not.toContain('<script')
    expect(html).toContain('&lt;script>')
  })

  it('is escaped in tables, findings and letters', () => {
    const view = charterView('en')
    const details = person('ko', { surname: harm, nativeName: harm })
    const row = { ...view.people[0]!, person: personView(details, 'chamber', 'charterPage') }
    const html = charterPage({ ...view, people: [row], organiser: harm })
    expect(withoutScripts(html)).not.toContain('<script')
    expect(withoutScripts(letterPage(letterView('en', harm)))).not.toContain('<script')
    expect(withoutScripts(mailboxLetterPage(mailboxLetterView('en', harm)))).not.toContain('<script')
    expect(withoutScripts(recordPage(recordView('en', harm)))).not.toContain('<script')
    expect(withoutScripts(peoplePage(peopleView('en', harm)))).not.toContain('<script')
    expect(stepUpPage(stepUpView('en', { to: harm }))).not.toContain('<script>')
    expect(withoutScripts(sessionsPage(sessionsView('en', harm)))).not.toContain('<script')
    const error = { ...errorView('en'), title: harm, status: 418 }
    expect(withoutScripts(errorPage(error))).not.toContain('<script')
  })
})

describe('the page of what needs two people', () => {
  it('names who asked, and by their role whoever asked for no organisation, in the language of the page', () => {
    const html = pendingActsPage(pendingView('zh'))
    expect(html).toContain('Yiwu Korean Chamber of Commerce')
    expect(html).toContain('管理员于')
    expect(html).not.toContain('administrator')
  })
})

describe('the pages of demand', () => {
  it('show interest beside who could fly, the verdict in words, and why not', () => {
    const html = demandPage(demandView('en'))
    expect(html).toContain('Go later: Sunday, 28 August 2022')
    expect(html).toContain('120 merchants could fly on Sunday, 28 August 2022; the least load is 120.')
    expect(demandPage(demandView('zh'))).toContain('最低人数为120人')
  })

  it('escape what companies and the office type', () => {
    const harm = '"><script>alert(1)</script>'
    const view = demandCallView('en')
    const html = demandCallPage({
      ...view,
      card: { ...view.card, title: harm },
      form: { ...view.form!, lines: [{ ...view.form!.lines[0]!, purpose: harm }] },
    })
    expect(withoutScripts(html)).not.toContain('<script')
  })
})

describe('the page of a charter that was applied for', () => {
  it('says by when the permit is filed, and which conditions are open', () => {
    const html = charterPage(appliedCharterView('en'))
    expect(html).toContain('Wednesday, 24 August 2022')
    expect(html).toContain('Joint prevention and control mechanism')
    expect(html).toMatch(
      /Alternate seats<\/p><p class="hint">✓ Seat plan sent<br\/>Yiwu Korean Chamber, Monday, 22 August/,
    )
    expect(html).toMatch(/Lists by Friday<\/p><p class="hint">open<\/p><form method="post"/)
    expect(html).toContain('Confirmed by Yiwu reform office.')
  })
})

describe('the status page', () => {
  it('says where, what next, by when on both clocks, and which rule binds', () => {
    const html = statusPage(statusView('seated.awaitingSecondNegative.codeOutstanding', 'en'))
    expect(html).toContain('First test counted; the health code and the next test are awaited')
    expect(html).toContain('by Sunday, 28 August 2022 06:10 (Korean Standard Time) = 05:10 (China Standard Time)')
    expect(html).toContain('mission/KR/2022-07-01')
    expect(html).not.toContain('assumed')
  })

  it('marks an assumed edition with the word', () => {
    const view = statusView('seated.awaitingFirstNegative', 'en')
    const assumed = { ...view.mission!, assumed: true }
    const html = statusPage({ ...view, mission: assumed, editions: [assumed] })
    expect(html).toContain('<span class="badge assumed">assumed</span>')
    expect(html).toContain('the test rule used for this flight is assumed')
  })

  it('shows the colour of the code in a word, not by colour alone', () => {
    expect(statusPage(statusView('seated.awaitingSecondNegative.codeIssued', 'zh'))).toContain('您的健康码：蓝码')
    expect(statusPage(statusView('seated.awaitingFirstNegative', 'zh'))).toContain('所需健康码：蓝码')
  })

  it('shows the days once somebody is under observation, and no plan for a flight that is over', () => {
    const html = statusPage(statusView('underMedicalObservation', 'en'))
    expect(html).toContain('Day 2 · today')
    expect(html).not.toContain('My plan')
  })

  it('names no test result', () => {
    for (const language of Language.options) {
      expect(statusPage(statusView('deferred', language))).not.toMatch(/positive|阳性|양성/)
    }
  })

  it('holds no passport number, birth date, address or telephone number', () => {
    const html = statusPage(statusView('clearedToBoard', 'en'))
    const details = person('en')
    for (const secret of [details.documentNumber, details.birthDate, details.email, details.phone]) {
      expect(html).not.toContain(secret)
    }
  })
})

describe('the path', () => {
  it('has everything before done and everything after ahead', () => {
    const { journey } = situationAt('inClosedLoopTransfer')
    const stops = stopsOf(journey.stage, journey.dossier.reached, true)
    expect(stops.map(({ state }) => state).join(' ')).toBe('done done done done done now ahead ahead ahead')
  })

  it('is all done at release, and leaves home out where no home leg is asked', () => {
    const { journey } = situationAt('released')
    const stops = stopsOf(journey.stage, journey.dossier.reached, false)
    expect(stops.every(({ state }) => state === 'done')).toBe(true)
    expect(stops.map(({ station }) => station)).not.toContain('home')
  })

  it('marks where it was left', () => {
    const { journey } = situationAt('deferred')
    const stops = stopsOf(journey.stage, journey.dossier.reached, true)
    expect(stops.find(({ state }) => state === 'left')?.station).toBe('papers')
    expect(stops.some(({ state }) => state === 'now')).toBe(false)
  })
})

describe('the charter page', () => {
  it('marks what is assumed, shows differences, and masks by the role’s view', () => {
    const html = charterPage(charterView('en'))
    expect(html).toContain('218<span class="badge assumed">assumed</span>')
    expect(html).toContain('浙G12345 left with 22 and arrived with 21.')
    expect(html).toContain('…345')
    expect(html).toContain('<span class="badge alarm">overdue</span>')
  })

  it('has words where there is nothing yet', () => {
    const view = charterView('en')
    const html = charterPage({
      ...view,
      people: [],
      due: [],
      runs: [],
      rooms: [],
      reasons: [],
      tallies: [],
      editions: [],
    })
    for (const words of [
      'Nothing is due.',
      'Nobody is registered yet.',
      'No coach is planned yet.',
      'No rule is known',
    ]) {
      expect(html).toContain(words)
    }
  })
})

describe('the page of rule books', () => {
  it('shows how far each can be trusted, and who would be touched', () => {
    const html = shelfPage(shelfView('en'))
    expect(html).toContain('official, or two reports that agree, sources: 4')
    for (const counted of [
      '1</strong> shorter',
      '0</strong> longer',
      '0</strong> unchanged',
      '1</strong> needs a decision',
    ])
      expect(html).toContain(counted)
    expect(html).toContain('Take it by themselves on landing: 12')
    expect(html).toContain('steps to do: 3')
    expect(html).toContain('is published already')
  })

  it('escapes what was pasted, and has no form for whoever may not publish', () => {
    const form = { ...shelfView('en').form!, text: '</textarea><script>alert(1)</script>' }
    expect(withoutScripts(shelfPage(shelfView('en', { form })))).not.toMatch(/<script|<\/textarea><s/)
    expect(shelfPage(shelfView('en', { form: null, touched: null }))).not.toContain('<form class="card card-body"')
  })
})

describe('the sign-in page', () => {
  it('posts the address and shows a refusal', () => {
    const html = signInPage(signInView('en', true))
    expect(html).toMatch(/<form[^>]*method="post"[^>]*action="\/sign-in"/)
    expect(html).toContain('name="email"')
    expect(html).toContain('This passkey was not recognised')
    expect(signInPage(signInView('en', false))).not.toContain('This passkey was not recognised')
  })
})

describe('the colours', () => {
  const css = readFileSync(path.join(import.meta.dirname, '../../src/web/style.css'), 'utf8')
  const [light, dark] = css.split('@media (prefers-color-scheme: dark)').map(coloursIn)
  const pairs = [
    ...['ink', 'soft', 'accent', 'good', 'wait', 'alarm', 'blue'].flatMap((ink) => [
      [ink, 'paper'],
      [ink, 'card'],
    ]),
    ...['good', 'wait', 'alarm', 'blue'].map((ink) => [ink, `${ink}-paper`]),
    ['on-accent', 'accent'],
  ] as [string, string][]

  it.each([
    ['light', light!],
    ['dark', dark!],
  ])('reach a contrast of 4.5 in the %s mode (WCAG 2.1, 1.4.3)', (_mode, colours) => {
    for (const [ink, paper] of pairs) {
      expect(contrast(colours[ink]!, colours[paper]!), `${ink} on ${paper}`).toBeGreaterThanOrEqual(4.5)
    }
  })
})

function coloursIn(css: string): Record<string, string> {
  const colours: Record<string, string> = {}
  for (const [, name, value] of css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)) colours[name!] ??= value!
  return colours
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((start) => parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
