// A list as a file: one sheet with a heading, or text with separated cells; nothing in it can run as a formula.
import writeExcelFile from 'write-excel-file/node'
import type { TableWriter } from '../application/sheetPorts.ts'
import { writeSeparated } from './separated.ts'

const bold = { fontWeight: 'bold' as const }

export const tableWriter: TableWriter = {
  table: async (rows, format) => {
    if (format === 'csv') return Buffer.from(writeSeparated(rows.map((row) => row.map(String))), 'utf8')
    const cells = rows.map((row, place) =>
      row.map((cell) =>
        typeof cell === 'number'
          ? { type: Number, value: cell }
          : cell === ''
            ? null
            : { type: String, value: cell, format: '@', ...(place === 0 ? bold : {}) },
      ),
    )
    const columns = (rows[0] ?? []).map(() => ({ width: 22 }))
    return writeExcelFile(cells as never, { columns, stickyRowsCount: 1 }).toBuffer()
  },
}
