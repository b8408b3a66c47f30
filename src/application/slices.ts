// Work on many rows, done one at a time: between two of them whoever else asks is answered.

/** `work` for each row in order, turning the event loop between rows: one takes about as long as a command. */
export async function inSlices<Row>(rows: readonly Row[], work: (row: Row) => Promise<void> | void): Promise<void> {
  for (const [place, row] of rows.entries()) {
    if (place > 0) await new Promise<void>((resolve) => setImmediate(resolve))
    await work(row)
  }
}
