// Files that were made to bring down whoever reads them.
import { zipOf, type ZipPart } from './zip.ts'

const mega = 1024 * 1024
const part = (name: string, content: string | Buffer): ZipPart => ({ name, content: Buffer.from(content) })
const head = '<?xml version="1.0" encoding="UTF-8"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A whole workbook but for its one sheet, and what else is put into it. */
const bookOf = (sheet: string | Buffer, ...more: readonly ZipPart[]): Buffer =>
  zipOf(
    part(
      '[Content_Types].xml',
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ),
    part(
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    part('xl/worksheets/sheet1.xml', sheet),
    ...more,
  )
const sheetOf = (rows: string): string => `${head}<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`
/** As often as fits under what a workbook may be unpacked. */
const filled = (text: string, bytes = 30 * mega): string => text.repeat(Math.floor(bytes / text.length))
const laughs = [
  '<!DOCTYPE lolz [<!ENTITY a0 "ha">',
  ...Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`),
  ']>',
].join('\n')
const one = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'

const letters = Array.from(
  { length: 100 },
  (_, i) => (i < 26 ? '' : String.fromCharCode(64 + Math.floor(i / 26))) + String.fromCharCode(65 + (i % 26)),
)
const everyCell = (cell: (at: string) => string): string =>
  Array.from(
    { length: 5_000 },
    (_, i) => `<row r="${i + 1}">${letters.map((a) => cell(`${a}${i + 1}`)).join('')}</row>`,
  ).join('')

/** Made only when they are asked for, since each is large. */
export const hostileBooks: Readonly<Record<string, () => Buffer>> = {
  'a zip of zeros that says how large it is': () => bookOf(Buffer.alloc(256 * mega)),
  'a zip of zeros that says that it is small': () =>
    bookOf(sheetOf(one), {
      name: 'xl/sharedStrings.xml',
      content: Buffer.alloc(256 * mega),
      statedSize: 100,
    }),
  'three hundred parts of a tenth of a megabyte each': () =>
    bookOf(
      sheetOf(one),
      ...Array.from({ length: 300 }, (_, i) => part(`xl/worksheets/sheet${i + 2}.xml`, Buffer.alloc(0.1 * mega, 32))),
    ),
  'shared strings without number': () =>
    bookOf(
      sheetOf('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
      part('xl/sharedStrings.xml', `${head}<sst xmlns="${main}">${filled('<si><t>ab</t></si>')}</sst>`),
    ),
  'one shared string of thirty megabytes in each of five thousand cells': () =>
    bookOf(
      sheetOf(
        Array.from({ length: 5_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`).join(''),
      ),
      part('xl/sharedStrings.xml', `${head}<sst xmlns="${main}"><si><t>${'a'.repeat(29 * mega)}</t></si></sst>`),
    ),
  'a shared string as long as a cell may be in each of half a million cells': () =>
    bookOf(
      sheetOf(everyCell((at) => `<c r="${at}" t="s"><v>0</v></c>`)),
      part('xl/sharedStrings.xml', `${head}<sst xmlns="${main}"><si><t>${'a'.repeat(32_000)}</t></si></sst>`),
    ),
  'half a million cells, as many as a sheet may have': () =>
    bookOf(sheetOf(everyCell((at) => `<c r="${at}" t="inlineStr"><is><t>한</t></is></c>`))),
  'elements within elements': () => bookOf(sheetOf(`${filled('<row>', 15 * mega)}${filled('</row>', 15 * mega)}`)),
  'elements that are never closed': () => bookOf(`${head}<worksheet xmlns="${main}">${filled('<a>')}`),
  'cells that are never closed': () => bookOf(sheetOf(filled('<c>'))),
  'a tag without an end': () => bookOf(sheetOf(filled('<c r="A1" ', 20 * mega))),
  'a billion laughs': () => bookOf(`${head}${laughs}${sheetOf(one).replace(head, '').replace('>x<', '>&a30;<')}`),
  'a billion laughs in UTF-16': () =>
    bookOf(
      Buffer.from(
        `\ufeff<?xml version="1.0" encoding="UTF-16"?>${laughs}${sheetOf(one).replace(head, '').replace('>x<', '>&a30;<')}`,
        'utf16le',
      ),
    ),
  'a million rows that say where they are': () =>
    bookOf(
      sheetOf(
        Array.from({ length: 600_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>1</v></c></row>`).join(''),
      ),
    ),
  'a million rows that do not say where they are': () => bookOf(sheetOf(filled('<row><c><v>1</v></c></row>'))),
  'a million empty rows': () => bookOf(sheetOf(filled('<row/>'))),
  'one cell at the far end of the sheet': () =>
    bookOf(sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
  'a row of a million cells': () => bookOf(sheetOf(`<row>${filled('<c><v>1</v></c>')}</row>`)),
  'a sheet that says how far it reaches and is empty': () =>
    bookOf(
      `${head}<worksheet xmlns="${main}"><dimension ref="A1:XFD1048576"/><sheetData>${one}</sheetData></worksheet>`,
    ),
}
export const hostileTexts: Readonly<Record<string, () => Buffer>> = {
  'eight megabytes of line ends': () => Buffer.alloc(8 * mega - 1, '\n'),
  'eight megabytes of commas': () => Buffer.alloc(8 * mega - 1, ','),
  'eight megabytes of quotes': () => Buffer.alloc(8 * mega - 2, '"'),
  'one quote that is never closed': () => Buffer.concat([Buffer.from('"'), Buffer.alloc(8 * mega - 2, 'a')]),
  'eight megabytes in one cell': () => Buffer.alloc(8 * mega - 1, 'a'),
  'eight megabytes of zeros': () => Buffer.alloc(8 * mega - 1, 0),
  'lines of a hundred cells each': () => Buffer.from(filled(`${'a,'.repeat(99)}a\n`, 7.9 * mega)),
}
