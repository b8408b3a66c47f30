// desk mrz: machine-readable zones of passports, read and checked without a desk.
import { readFileSync } from 'node:fs'
import { readZone } from '../files/passport.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const mrz: Verb = {
  usage: 'mrz FILE',
  about: 'read and check passports’ machine-readable zones, two lines each with an empty line between',
  run: async ({ args }) => {
    const [file, ...more] = args
    if (!file || more.length) return wrongCall('Name one file of machine-readable zones.')
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      return refusedInput({ error: String(error) }, [
        `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ])
    }
    const zones = text
      .replace(/^\ufeff/, '')
      .split(/\r?\n[ \t]*\r?\n/)
      .filter((zone) => zone.trim() !== '')
    if (!zones.length) return refusedInput([], ['The file holds no machine-readable zone.'])
    const answers = zones.map((zone) => {
      const { wrong, ...read } = readZone(zone)
      const findings = wrong.map(({ rule: code, explanation: message, facts }) => ({ code, message, facts }))
      return { valid: wrong.length === 0, ...read, findings }
    })
    const lines = answers.flatMap(({ valid, documentNumber, surname, givenNames, findings }, i) => [
      `${i + 1}. ${valid ? 'right' : 'wrong'}: ${documentNumber} ${surname} ${givenNames}`.trimEnd(),
      ...findings.map(({ message }) => `   ${message}`),
    ])
    return answers.every(({ valid }) => valid) ? done(answers, lines) : refusedInput(answers, lines)
  },
}
