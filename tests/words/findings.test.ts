// Findings in words: every code that the domain can find has a sentence in every language, fed by facts that are there.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { finding } from '../../src/domain/decision.ts'
import { Zone } from '../../src/domain/instant.ts'
import { Language } from '../../src/domain/language.ts'
import ar from '../../src/words/ar.json' with { type: 'json' }
import en from '../../src/words/en.json' with { type: 'json' }
import ko from '../../src/words/ko.json' with { type: 'json' }
import ru from '../../src/words/ru.json' with { type: 'json' }
import zh from '../../src/words/zh.json' with { type: 'json' }
import { wordsIn } from '../../src/words/words.ts'
import { discreetFindingIn, findingIn, placeIn } from '../../src/words/findings.ts'

const books: Record<Language, Record<string, string>> = { en, ko, zh, ru, ar }
const source = path.join(import.meta.dirname, '../../src')
const seoul = Zone.parse('Asia/Seoul')

/** Every code that occurs in a room, with the facts that each of its occurrences gives. */
function findingsIn(room: string): Map<string, Set<string>[]> {
  const found = new Map<string, Set<string>[]>()
  const folder = path.join(source, room)
  for (const file of globSync('**/*.ts', { cwd: folder })) {
    const tree = ts.createSourceFile(file, readFileSync(path.join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true)
    const objects = new Map<string, ts.ObjectLiteralExpression>()
    const keep = (code: string, facts: ts.Node | undefined) => {
      const literal = facts && ts.isIdentifier(facts) ? objects.get(facts.text) : facts
      const names =
        literal && ts.isObjectLiteralExpression(literal)
          ? literal.properties.flatMap((property) => (property.name ? [property.name.getText(tree)] : []))
          : []
      found.set(code, [...(found.get(code) ?? []), new Set(names)])
    }
    const visit = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && node.initializer && ts.isObjectLiteralExpression(node.initializer)) {
        objects.set(node.name.getText(tree), node.initializer)
      }
      if (ts.isCallExpression(node) && node.expression.getText(tree) === 'finding') {
        const [code, , facts] = node.arguments
        if (code && ts.isStringLiteral(code)) keep(code.text, facts)
      }
      if (ts.isObjectLiteralExpression(node)) {
        const property = (name: string) =>
          node.properties.find((each) => each.name?.getText(tree) === name && ts.isPropertyAssignment(each))
        const code = property('code')
        if (
          code &&
          ts.isPropertyAssignment(code) &&
          ts.isStringLiteral(code.initializer) &&
          property('message') &&
          property('facts')
        ) {
          const facts = property('facts')
          keep(code.initializer.text, facts && ts.isPropertyAssignment(facts) ? facts.initializer : undefined)
        }
      }
      ts.forEachChild(node, visit)
    }
    visit(tree)
  }
  return found
}

const occurring = findingsIn('domain')
/** What the application finds reaches people as a problem in the desk's own words; some of it has a sentence as well. */
const ofTheApplication = findingsIn('application')

describe('the domain’s findings', () => {
  it('are found by this test at all', () => {
    expect(occurring.size).toBeGreaterThan(50)
    expect([...occurring.keys()]).toEqual(expect.arrayContaining(['sampledTooLate', 'codeMissing', 'twoPlaces']))
  })

  it.each(Language.options)('each have a sentence in %s, and no sentence is left over', (language) => {
    const sentences = Object.keys(books[language])
      .filter((key) => key.startsWith('finding.'))
      .map((key) => key.slice('finding.'.length))
    expect([...occurring.keys()].filter((code) => !sentences.includes(code))).toEqual([])
    expect(sentences.filter((code) => !occurring.has(code) && !ofTheApplication.has(code))).toEqual([])
  })

  it.each(Language.options)('give every fact that their sentence in %s asks for', (language) => {
    for (const [code, occurrences] of [...occurring, ...ofTheApplication]) {
      if (!(`finding.${code}` in books[language])) continue
      const asked = [...books[language][`finding.${code}`]!.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!)
      for (const facts of occurrences) expect([...facts], code).toEqual(expect.arrayContaining(asked))
    }
  })

  it('are discreet only where they exist', () => {
    const discreet = Object.keys(en).filter((key) => key.startsWith('discreet.'))
    for (const key of discreet) expect(occurring.has(key.slice('discreet.'.length)), key).toBe(true)
  })
})

describe('facts in words', () => {
  it('are moments in the place that they name', () => {
    const late = finding('sampledTooLate', 'late', {
      slot: 2,
      sampledAt: '2022-08-28 15:20 (Asia/Seoul)',
      until: '2022-08-28 15:10 (Asia/Seoul)',
    })
    expect(findingIn('ko', late, seoul)).toBe(
      '2차 검체는 2022년 8월 28일 일요일 15:20 (한국 표준시)에 채취되었습니다. 2022년 8월 28일 일요일 15:10 (한국 표준시)까지 채취해야 했습니다.',
    )
  })

  it('are instants in the reader’s zone, days without one', () => {
    const expired = finding('codeExpired', 'expired', { validUntil: '2022-08-28T06:10:00.000Z' })
    expect(findingIn('en', expired, seoul)).toContain('Sunday, 28 August 2022 15:10 (Korean Standard Time)')
    const passport = finding('passportExpires', 'ends', { expires: '2022-08-01', landing: '2022-08-28' })
    expect(findingIn('zh', passport, seoul)).toBe('护照有效期至2022年8月1日星期一，早于2022年8月28日星期日的抵达日期。')
  })

  it('are stages, steps, results, colours and places by their names', () => {
    expect(
      findingIn('en', finding('outOfSequence', '', { stage: 'seated.awaitingHealthCode', fact: 'X' }), seoul),
    ).toContain('the health code is awaited')
    expect(findingIn('en', finding('outOfSequence', '', { stage: 'manifestClosed', fact: 'X' }), seoul)).toContain(
      'Manifest closed',
    )
    expect(
      findingIn('ko', finding('tooLateToStart', '', { step: 'sample 1', until: '2022-08-28T06:10:00.000Z' }), seoul),
    ).toContain('1차 검체 채취')
    expect(findingIn('zh', finding('notNegative', '', { test: 'N-1', result: 'invalid' }), seoul)).toContain('无效')
    expect(findingIn('zh', finding('wrongColour', '', { asked: 'green', given: 'blue' }), seoul)).toBe(
      '规定要求绿码，该码为蓝码。',
    )
    expect(findingIn('en', finding('twoPlaces', '', { journey: 'J', places: 'hospital, room yiwu/12' }), seoul)).toBe(
      'J is on two lists: hospital, room yiwu/12.',
    )
    expect(placeIn('ko', 'vehicle 浙G12345')).toBe('차량 浙G12345')
  })

  it.each([
    ['sample 2', '2차 검체 채취', '第2次采样'],
    ['recovery 1', '완치 확인 검사 1차', '康复核酸检测第1次'],
  ])(
    'are the step and the moment that another rule would cost, in every language (%s)',
    (step, inKorean, inChinese) => {
      const lost = finding('stepLost', '', { edition: 'E', step, until: '2022-08-26 03:40 (Asia/Seoul)' })
      expect(findingIn('ko', lost, seoul)).toContain(inKorean)
      expect(findingIn('ko', lost, seoul)).toContain('2022년 8월 26일 금요일 03:40 (한국 표준시)')
      expect(findingIn('zh', lost, seoul)).toContain(inChinese)
      expect(findingIn('zh', lost, seoul)).toContain('2022年8月26日星期五 03:40')
    },
  )

  it('keep the desk’s own message where a code has no sentence', () => {
    expect(findingIn('ko', finding('somethingNew', 'As the desk said it.'), seoul)).toBe('As the desk said it.')
  })

  it('tell a wrong field by its label, in English with what the desk says of it', () => {
    const wrong = finding('invalid', 'lines.1.merchants: must be at least 1', { field: 'lines.1.merchants' })
    expect(findingIn('en', wrong, seoul)).toBe('Group 2 · How many merchants: must be at least 1')
    expect(findingIn('ko', wrong, seoul)).toContain(wordsIn('ko')('demand.merchants'))
    expect(findingIn('zh', finding('invalid', 'room: is missing', { field: 'room' }), seoul)).toContain(
      wordsIn('zh')('task.room'),
    )
    expect(findingIn('ru', finding('invalid', 'x: is missing', { field: 'x' }), seoul)).toBe(wordsIn('ru')('wrong.any'))
    expect(findingIn('ar', finding('invalid', 'Somebody was faster', { status: 412 }), seoul)).toBe(
      wordsIn('ar')('error.412'),
    )
  })

  it('have words in other languages for every code that the code names', () => {
    const code = globSync('**/*.{ts,tsx}', { cwd: source }).map((file) => readFileSync(path.join(source, file), 'utf8'))
    const named = new Set(code.flatMap((text) => [...text.matchAll(/\bfinding\('(\w+)'/g)].map(([, name]) => name!)))
    const sheets = ['empty', 'tooLarge', 'tooSlow', 'damaged', 'entities', 'tooManyRows', 'tooManyColumns']
    for (const each of [...named, ...sheets, 'headingsMissing', 'mappingWrong'])
      expect(findingIn('ru', finding(each, 'As the desk said it.'), seoul), each).toMatch(/[а-я]/)
  })

  it('name no result where others may read over a shoulder', () => {
    const positive = finding('positive', 'Test N-1 is positive.', { test: 'N-1' })
    for (const language of Language.options) {
      expect(discreetFindingIn(language, positive, seoul)).not.toMatch(/positive|阳性|양성/)
    }
  })
})
