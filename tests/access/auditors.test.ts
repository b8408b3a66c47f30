// Checkpoints by mail: to the configured address and to everybody who audits, a letter each, sent again alone where one fails.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findSigned } from '../../src/application/checkpoint.ts'
import { invite, signedIn } from '../support/browser.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
let auditors: string
beforeAll(async () => {
  desk = await startDesk({ AUDITOR_EMAIL: 'box@audit.example', CHECKPOINT_HOURS: '0' })
  auditors = must(await desk.admin.post('/v1/organisations', { name: 'The auditors', kind: 'auditor' })).body.id
})
afterAll(() => desk.close())

/** Who has a letter with this statement, as often as they have one. */
const holders = (statement: string): string[] =>
  readdirSync(desk.config.LETTER_FOLDER)
    .filter((name) => name.startsWith('checkpoint-'))
    .map((name) => readFileSync(path.join(desk.config.LETTER_FOLDER, name), 'latin1'))
    .filter((text) => findSigned(text)?.statement === statement)
    .map((text) => /^To: (.*)\r$/m.exec(text)![1]!)
    .sort()

it('A checkpoint goes to the address and to each person who audits, and to nobody else', async () => {
  const first = await signedIn(desk, auditors)
  const second = await signedIn(desk, auditors)
  const removed = await signedIn(desk, auditors)
  must(await desk.admin.send('DELETE', `/v1/people/${removed.id}`))
  await invite(desk, auditors)
  const chamber = must(await desk.admin.post('/v1/organisations', { name: 'A chamber', kind: 'chamber' })).body.id
  await signedIn(desk, chamber)
  const { statement } = await desk.open.checkpoints.make(desk.clock.now())
  await desk.clock.work()
  expect(holders(statement)).toEqual(['box@audit.example', first.email, second.email].sort())
})

it('A letter that the server refuses is sent again, and the others are not', async () => {
  const { email } = await signedIn(desk, auditors)
  const { post } = desk.open
  const send = post.send.bind(post)
  let refused = 0
  const sent: string[] = []
  post.send = async (mail) => {
    if (mail.to === email && refused++ === 0) throw new Error('451 4.7.1 try again later')
    sent.push(mail.to)
    return send(mail)
  }
  try {
    const { statement } = await desk.open.checkpoints.make(desk.clock.now())
    await desk.clock.work()
    expect(holders(statement)).not.toContain(email)
    await desk.clock.turnTo('2022-08-20T13:00:00+09:00')
    expect(holders(statement)).toContain(email)
    expect(new Set(sent).size).toBe(sent.length)
  } finally {
    post.send = send
  }
})
