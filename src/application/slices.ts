// Work on many rows, done a few at a time: between two slices whoever else asks is answered.

/** So many rows take about as long as two commands; with fewer, an import would wait for every reader once a row. */
const rowsASlice = 2

/** `work` for each row in order, turning the event loop between slices. */
export async function inSlices<Row>(rows: readonly Row[], work: (row: Row) => Promise<void> | void): Promise<void> {
  for (const [place, row] of rows.entries()) {
    if (place > 0 && place % rowsASlice === 0) await new Promise<void>((resolve) => setImmediate(resolve))
    await work(row)
  }
}
