// Files packed one behind the other (POSIX ustar), written as they come.

const block = 512

/** `at` in seconds since 1970. Names are short and plain. */
export async function* tar(
  files: AsyncIterable<{ readonly name: string; readonly content: Buffer }>,
  at: number,
): AsyncGenerator<Buffer> {
  for await (const { name, content } of files) {
    yield header(name, content.length, at)
    yield content
    yield Buffer.alloc((block - (content.length % block)) % block)
  }
  yield Buffer.alloc(2 * block)
}

function header(name: string, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(block)
  const octal = (value: number, from: number, length: number) =>
    bytes.write(`${value.toString(8).padStart(length - 1, '0')}\0`, from, 'latin1')
  if (Buffer.byteLength(name) > 99) throw new Error(`the name ${name} is too long for an archive`)
  bytes.write(name, 0, 'utf8')
  octal(0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(at, 136, 12)
  bytes.fill(' ', 148, 156)
  bytes.write('0', 156, 'latin1')
  bytes.write('ustar\x0000', 257, 'latin1')
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return bytes
}
