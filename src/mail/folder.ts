// Letters in a folder, one .eml file each.
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Post } from '../application/letterPorts.ts'

/** `<message-id>.eml`, whole or not at all; the same letter again replaces itself with the same bytes. */
export function folderPost(folder: string): Post {
  const fileOf = (messageId: string) => path.join(folder, `${fileName(messageId)}.eml`)
  return {
    async send({ messageId, bytes }) {
      await mkdir(folder, { recursive: true })
      const file = `${fileName(messageId)}.eml`
      const unfinished = path.join(folder, `.${file}.part`)
      const handle = await open(unfinished, 'w')
      try {
        await handle.writeFile(bytes, 'latin1')
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(unfinished, path.join(folder, file))
      await syncFolder(folder)
      return `written to ${file}`
    },
    async kept(messageIds) {
      const there = await Promise.all(
        messageIds.map((id) =>
          access(fileOf(id)).then(
            () => true,
            () => false,
          ),
        ),
      )
      return there.filter(Boolean).length
    },
    async forget(messageIds) {
      await Promise.all(messageIds.map((id) => rm(fileOf(id), { force: true })))
      if (messageIds.length) await syncFolder(folder).catch(() => {})
    },
    async close() {},
  }
}

/** A Message-ID names the file: without its brackets, and with nothing in it that leads elsewhere. */
export const fileName = (messageId: string): string =>
  messageId
    .replace(/^<|>$/g, '')
    .replace(/[^A-Za-z0-9@._-]/g, '_')
    .replace(/^\.+/, '_')

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
