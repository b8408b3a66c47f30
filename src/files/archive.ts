// The zip that a workbook comes in: its directory, each part unpacked within a limit, and the parts packed again without one.
import { crc32, inflateRawSync } from 'node:zlib'

export type Part = { readonly name: string; readonly content: Buffer }
type Listed = {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

/** Larger than a roster may be, said or unsaid. */
export class TooLarge extends Error {
  override name = 'TooLarge'
}

const directoryEnd = Buffer.from('PK\x05\x06', 'latin1')
const directoryEntry = 0x02014b50

/** The parts that `wanted` names, unpacked. Throws `TooLarge`, and an error with a reason where the zip is not whole. */
export function unpackArchive(file: Buffer, wanted: (name: string) => boolean, limit: number): Part[] {
  const entries = directoryOf(file)
  const stated = entries.reduce((sum, { size }) => sum + size, 0)
  if (stated > limit) throw new TooLarge()
  return entries
    .filter(({ name }) => wanted(name))
    .map((entry) => {
      const content = contentOf(file, entry)
      if (content.length !== entry.size) throw new Error(`the part ${entry.name} is not as large as the file says`)
      return { name: entry.name, content }
    })
}

function directoryOf(file: Buffer): Listed[] {
  const end = file.lastIndexOf(directoryEnd)
  if (end < 0 || end + 22 > file.length) throw new Error('the end of the zip is missing')
  const entries: Listed[] = []
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > end || file.readUInt32LE(at) !== directoryEntry)
      throw new Error('the directory of the zip is damaged')
    const nameLength = file.readUInt16LE(at + 28)
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

function contentOf(file: Buffer, { name, method, packed, size, at }: Listed): Buffer {
  if (at + 30 > file.length) throw new Error(`the part ${name} lies outside the file`)
  const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  const bytes = file.subarray(from, from + packed)
  if (bytes.length < packed) throw new Error(`the part ${name} is cut off`)
  if (method === 0) return bytes
  if (method !== 8) throw new Error(`the part ${name} is packed in a way that is not read here`)
  // One byte more than it says, so that a part that says too little shows.
  try {
    return inflateRawSync(bytes, { maxOutputLength: size + 1 })
  } catch (error) {
    throw new Error(`the part ${name} cannot be unpacked to what the file says that it is`, { cause: error })
  }
}

/** A zip of just these parts, unpacked as they are: whoever reads it meets nothing that was not looked at. */
export function packArchive(parts: readonly Part[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, content } of parts) {
    const bytes = Buffer.from(name, 'utf8')
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(content.length, 14)
    fields.writeUInt32LE(content.length, 18)
    fields.writeUInt16LE(bytes.length, 22)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), fields, bytes, content)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, bytes)
    at += 30 + bytes.length + content.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  directoryEnd.copy(end)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, directory, end])
}
