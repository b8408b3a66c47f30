// The last line of a run: what some tests ran against beside the desk, and what stood in for it where it could not be had.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Reporter } from 'vitest/node'
import { missingMailServers } from './mailServers.ts'

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program)))
const postgres = (): boolean =>
  existsSync('/usr/lib/postgresql') &&
  readdirSync('/usr/lib/postgresql').some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`))

export default class LastLine implements Reporter {
  onTestRunEnd(): void {
    const mail = missingMailServers()
    const said = [
      mail ? `letters ran against smtp-server alone (${mail})` : 'letters ran against real postfix and dovecot',
      ...(postgres() ? [] : ['nothing ran against a real PostgreSQL (it is not installed)']),
      ...(onPath('soffice') ? [] : ['no sheet was opened by LibreOffice (it is not installed)']),
    ]
    process.stdout.write(`\nBeside the desk: ${said.join('; ')}.\n`)
  }
}
