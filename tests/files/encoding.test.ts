// Files as old programs write them: the two double-byte encodings told apart, separators found, and formulas neutralised on the way out.
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../src/files/encoding.ts'
import { readSeparated, separatorOf, writeSeparated } from '../../src/files/separated.ts'

/** "성,이름,여권번호" and "姓,名,护照号码", as Korean and Chinese programs wrote them before Unicode. */
const korean = Buffer.from('bcba2cc0ccb8a72cbfa9b1c7b9f8c8a3', 'hex')
const chinese = Buffer.from('d0d52cc3fb2cbba4d5d5bac5c2eb', 'hex')

describe('A text', () => {
  it('in a double-byte encoding of old is told by its headings', () => {
    expect(decodeText(korean)).toMatchObject({ encoding: 'euc-kr', text: '성,이름,여권번호' })
    expect(decodeText(chinese)).toMatchObject({ encoding: 'gb18030', text: '姓,名,护照号码' })
  })

  it('without headings that are known is told by its letters', () => {
    expect(decodeText(Buffer.from('c8abb1e6b5bf', 'hex'))).toMatchObject({ encoding: 'euc-kr', text: '홍길동' })
    expect(decodeText(Buffer.from('d2e5cedacad0', 'hex'))).toMatchObject({ encoding: 'gb18030', text: '义乌市' })
  })

  it('that is none of them is not guessed at', () => {
    expect(decodeText(Buffer.from([0x61, 0xff, 0xff, 0x62]))).toBeNull()
  })

  it('is separated by what makes headings of it, whatever stands between quotes', () => {
    expect(separatorOf('"Surname, as in the passport";Sex;Phone\na,b,c,d;e')).toBe(';')
    expect(separatorOf('Surname\tSex\tE-mail\n')).toBe('\t')
    expect(separatorOf('성|성별|전화번호\n')).toBe('|')
    expect(separatorOf('alone')).toBe(',')
  })
})

describe('What the desk writes', () => {
  it('is read back as it was, what looks like a formula included', () => {
    const rows = [
      ['=1+1', '+82 10', '-1', '@x', "it's", 'two\nlines', 'say "so"', '', '김'],
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
    ]
    const text = writeSeparated(rows)
    for (const cell of text.split(/[,\r\n]/)) expect(cell).not.toMatch(/^"?[=+@-]/)
    const { text: decoded } = decodeText(Buffer.from(text, 'utf8'))!
    expect(readSeparated(decoded, ',', { rows: 10, columns: 10 })).toEqual(rows)
  })
})
