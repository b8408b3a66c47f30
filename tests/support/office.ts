// LibreOffice as the chamber has it: opens a file and saves it in another shape, with a profile that goes with the tests.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { freshFile } from './files.ts'

/** Why it cannot be tried here, or null. */
export const officeMissing = (): string | null =>
  spawnSync('soffice', ['--version']).status === 0 ? null : 'LibreOffice (soffice) is not installed'

/** Filters of Calc, each with the name of the file that comes out. */
export const officeXlsx = 'xlsx:Calc MS Excel 2007 XML'
/** Commas, quotes, and the number by which LibreOffice knows the encoding. */
export const officeCsv = (charset: number): string => `csv:Text - txt - csv (StarCalc):44,34,${charset},1,,0,false,true`
export const charsets = { 'utf-8': 76, 'euc-kr': 79, gb18030: 85, 'utf-16': 65_535 }

let profile: string | null = null

/** Not waited for with `spawnSync`: the desk in this process answers meanwhile. */
export async function savedByOffice(bytes: Uint8Array, from: string, to: string): Promise<Buffer> {
  profile ??= pathToFileURL(freshFile('office-profile')).href
  const file = freshFile(`book.${from}`)
  const folder = freshFile('saved')
  writeFileSync(file, bytes)
  mkdirSync(folder)
  const args = ['--headless', '--norestore', `-env:UserInstallation=${profile}`, '--convert-to', to]
  const words = await new Promise<string>((resolve, reject) => {
    const office = spawn('soffice', [...args, '--outdir', folder, file], { timeout: 180_000 })
    const heard: Buffer[] = []
    for (const stream of [office.stdout, office.stderr]) stream.on('data', (part: Buffer) => heard.push(part))
    office.once('error', reject)
    office.once('close', () => resolve(Buffer.concat(heard).toString('utf8')))
  })
  const saved = path.join(folder, `${path.basename(file, `.${from}`)}.${to.split(':', 1)[0]}`)
  try {
    return readFileSync(saved)
  } catch (error) {
    throw new Error(`LibreOffice saved nothing: ${words}`, { cause: error })
  }
}
