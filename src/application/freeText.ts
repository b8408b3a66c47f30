// What officers write about a merchant in their own words: sealed under the merchant's key before it reaches a fact.
import { showsWhole, type ViewName } from '../domain/access/fields.ts'
import type { Role } from '../domain/access/roles.ts'
import type { Finding } from '../domain/decision.ts'
import type { MerchantId } from '../domain/ids.ts'
import type { PersonalCommand } from '../domain/journey/commands.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { RunCommand } from '../domain/transfer/commands.ts'
import { LostKey, type Vault } from './keyPorts.ts'

/** The one command for a run that speaks about a person. */
type TakeOffPassenger = Extract<RunCommand, { type: 'TakeOffPassenger' }>

/** Stands before sealed words, so that a reader knows them from plain ones. */
const mark = 'sealed:'
/** What is shown where the words went with the merchant's key. */
const erased = '(erased)'

/** One text, sealed for a fact. */
export const sealText = async (vault: Vault, merchant: MerchantId, text: string): Promise<string> =>
  mark + (await vault.seal(merchant, text))

/** The command with its free text sealed; everything else as it was. */
export async function sealWords<Command extends PersonalCommand | TakeOffPassenger>(
  vault: Vault,
  merchant: MerchantId,
  command: Command,
): Promise<Command> {
  // Of whoever was erased nothing new is written down either.
  const seal = (text: string) =>
    sealText(vault, merchant, text).catch((error: unknown) => {
      if (error instanceof LostKey) return erased
      throw error
    })
  if ('reason' in command) return { ...command, reason: await seal(command.reason) }
  if ('lastSeen' in command) return { ...command, lastSeen: await seal(command.lastSeen) }
  if ('place' in command) return { ...command, place: await seal(command.place) }
  return command
}

/**
 * The journey as this role may read it: sealed words opened for those who deal with the merchant by name, left out for
 * all others, and said to be erased where the merchant's key is gone. `merchant` reads what is about themselves.
 */
export async function openWords(vault: Vault, journey: Journey, role: Role, view: ViewName): Promise<Journey> {
  const { dossier } = journey
  const whole = showsWhole(view, role, 'words')
  const open = async (text: string) => {
    if (!text.startsWith(mark)) return text
    return whole ? openText(vault, journey.merchant, text) : ''
  }
  const findings = await Promise.all(dossier.findings.map((finding) => openFinding(finding, open)))
  const care = await Promise.all(
    dossier.care.map(async (episode) => ({ ...episode, place: await open(episode.place) })),
  )
  const homeAssessment = dossier.homeAssessment && {
    ...dossier.homeAssessment,
    reason: await open(dossier.homeAssessment.reason),
  }
  const traits = { ...dossier.traits, purpose: await open(dossier.traits.purpose) }
  return { ...journey, dossier: { ...dossier, traits, findings, care, homeAssessment } }
}

async function openFinding(finding: Finding, open: (text: string) => Promise<string>): Promise<Finding> {
  const reason = finding.facts['reason']
  return typeof reason === 'string' && reason.startsWith(mark)
    ? { ...finding, facts: { ...finding.facts, reason: await open(reason) } }
    : finding
}

/** A text as it was written, whether it was sealed or not. */
export const openSealed = async (vault: Vault, merchant: MerchantId, text: string): Promise<string> =>
  text.startsWith(mark) ? openText(vault, merchant, text) : text

/** What `sealText` sealed. */
export async function openText(vault: Vault, merchant: MerchantId, text: string): Promise<string> {
  try {
    return await vault.open(merchant, text.slice(mark.length))
  } catch (error) {
    if (error instanceof LostKey) return erased
    throw error
  }
}
