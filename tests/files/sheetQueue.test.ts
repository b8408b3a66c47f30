// Files are read one after the other; where too many wait, the next is told so at once.
import { expect, it } from 'vitest'
import { readSheet } from '../../src/files/sheet.ts'

it('Twelve files at once: those that may wait are read, the others are sent away', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => readSheet(Buffer.from('a,b\n1,2\n'))))
  const busy = answers.filter((sheet) => sheet.outcome === 'unreadable' && sheet.rule === 'busy')
  expect(busy).toHaveLength(3)
  expect(answers.filter(({ outcome }) => outcome === 'read')).toHaveLength(9)
  expect(await readSheet(Buffer.from('a,b\n1,2\n'))).toMatchObject({ outcome: 'read' })
}, 60_000)
