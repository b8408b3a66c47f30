// The operator's hand: `npm run -s desk -- VERB`. One JSON value on standard output with --json, everything else on standard error.
import { FaultyEditions } from '../application/editionFolder.ts'
import { WrongKey } from '../application/keyPorts.ts'
import { readConfig } from '../config.ts'
import { audit } from './audit.ts'
import { checkpoint } from './checkpoint.ts'
import { backup } from './backup.ts'
import { demo } from './demo.ts'
import { draw } from './draw.ts'
import { importRoster } from './import.ts'
import { letter } from './letter.ts'
import { manifest } from './manifest.ts'
import { migrate } from './migrate.ts'
import { mrz } from './mrz.ts'
import { plan } from './plan.ts'
import { readme } from './readme.ts'
import { record } from './record.ts'
import { remains } from './remains.ts'
import { restore } from './restore.ts'
import { rotateKey } from './rotateKey.ts'
import { rulebook } from './rulebook.ts'
import { serve } from './serve.ts'
import { refusedInput, wrongCall, type Outcome, type Verb } from './verb.ts'

const verbs: Readonly<Record<string, Verb>> = {
  serve,
  migrate,
  demo,
  audit,
  checkpoint,
  import: importRoster,
  mrz,
  letter,
  plan,
  manifest,
  draw,
  record,
  'rotate-key': rotateKey,
  backup,
  restore,
  remains,
  rulebook,
  readme,
}

const [name, ...rest] = process.argv.slice(2)
const json = rest.includes('--json')
const outcome = await call(
  name,
  rest.filter((arg) => arg !== '--json'),
)
if (json && outcome.json !== undefined) process.stdout.write(`${JSON.stringify(outcome.json)}\n`)
if (!json) for (const line of outcome.lines) (outcome.exit === 0 ? process.stdout : process.stderr).write(`${line}\n`)
process.exitCode = outcome.exit

async function call(verbName: string | undefined, args: readonly string[]): Promise<Outcome> {
  const verb = Object.hasOwn(verbs, verbName ?? '') ? verbs[verbName ?? ''] : undefined
  if (!verb) {
    const list = Object.values(verbs).map(({ usage, about }) => `  desk ${usage}\n      ${about}`)
    return wrongCall(
      [`${verbName ? `There is no verb ${verbName}.` : 'Name a verb.'} Every verb takes --json.`, ...list].join('\n'),
    )
  }
  const config = readConfig(process.env)
  if (config.outcome === 'faulty')
    return wrongCall(['The environment is wrong:', ...config.faults.map((fault) => `  ${fault}`)].join('\n'))
  try {
    return await verb.run({ args, json, config: config.config, say: (line) => process.stderr.write(`${line}\n`) })
  } catch (error) {
    // parseArgs says what is wrong with a call; everything else is broken and says so in full.
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
      return wrongCall(error.message)
    if (error instanceof FaultyEditions)
      return refusedInput({ error: 'editions', mistakes: error.mistakes }, [error.message])
    if (error instanceof WrongKey) return refusedInput({ error: 'keys', message: error.message }, [error.message])
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return { exit: 1, json: { error: String(error) }, lines: [] }
  }
}
