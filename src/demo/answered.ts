// What the desk answered must still be there, whatever was killed in between.
import type { Answer } from './office.ts'

export type Answered = {
  note(path: string, answer: Answer): void
  /** Ids whose version now is below one that was answered. */
  lost(now: ReadonlyMap<string, number>): readonly string[]
  readonly commands: number
}

export function createAnswered(): Answered {
  const versions = new Map<string, number>()
  let commands = 0
  return {
    note: (_path, { body, version }) => {
      commands++
      const id = (body as { id?: unknown } | null)?.id
      if (typeof id === 'string' && version !== null) versions.set(id, Math.max(version, versions.get(id) ?? 0))
    },
    lost: (now) =>
      [...versions].filter(([id, version]) => (now.get(id) ?? 0) < version && now.has(id)).map(([id]) => id),
    get commands() {
      return commands
    },
  }
}
