// The way out where no SMTP server is named: a folder of .eml files, and how a page reads them back.
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { simpleParser, type AddressObject } from 'mailparser'
import type { Post } from '../application/ports.ts'
import { toInstant, type Instant } from '../domain/instant.ts'

/** `<message-id>.eml`, whole or not at all; the same letter again replaces itself with the same bytes. */
export function folderPost(folder: string): Post {
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
    async close() {},
  }
}

export type FolderLetter = {
  readonly file: string
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly at: Instant | null
  readonly text: string
}

/**
 * Newest first, at most `limit`; empty where the folder is not there yet. The desk's ids are ordered in time, so the
 * newest files are known by name and only those are opened, some at a time.
 */
export async function readFolder(folder: string, limit = 500): Promise<readonly FolderLetter[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const newest = files
    .filter((file) => file.endsWith('.eml') && !file.startsWith('.'))
    .sort()
    .reverse()
    .slice(0, limit)
  const letters: FolderLetter[] = []
  for (let start = 0; start < newest.length; start += filesAtOnce) {
    const some = newest.slice(start, start + filesAtOnce)
    letters.push(...(await Promise.all(some.map((file) => readLetter(path.join(folder, file))))))
  }
  const when = (letter: FolderLetter) => letter.at ?? ''
  return letters.sort((a, b) => (when(a) === when(b) ? 0 : when(a) < when(b) ? 1 : -1))
}
const filesAtOnce = 32

/** One letter out of its bytes, as the page shows it. */
export async function readLetter(file: string): Promise<FolderLetter> {
  const mail = await simpleParser(await readFile(file))
  return {
    file: path.basename(file),
    messageId: mail.messageId ?? '',
    from: mail.from?.text ?? '',
    to: addresses(mail.to),
    subject: mail.subject ?? '',
    at: mail.date && !Number.isNaN(mail.date.getTime()) ? toInstant(mail.date.getTime()) : null,
    text: mail.text ?? '',
  }
}

const addresses = (to: AddressObject | AddressObject[] | undefined): string =>
  to === undefined
    ? ''
    : [to]
        .flat()
        .map((each) => each.text)
        .join(', ')

/** A Message-ID names the file: without its brackets, and with nothing in it that leads elsewhere. */
const fileName = (messageId: string): string =>
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
