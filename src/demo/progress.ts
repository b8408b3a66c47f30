// A progress bar on standard error; silent where nobody looks.
export type Progress = { show(done: number, total: number, words: string): void; end(): void }

export function createProgress(stream: NodeJS.WriteStream): Progress {
  const width = 30
  let shown = ''
  return {
    show: (done, total, words) => {
      if (!stream.isTTY) return
      const filled = Math.round((Math.min(done, total) / Math.max(total, 1)) * width)
      const line = `\r[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${words}`.slice(0, 110).padEnd(110)
      if (line !== shown) stream.write(line)
      shown = line
    },
    end: () => {
      if (stream.isTTY) stream.write(`\r${' '.repeat(110)}\r`)
    },
  }
}
