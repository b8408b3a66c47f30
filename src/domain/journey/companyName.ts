// A company's name as people mean it: the same whatever its legal form, its punctuation, its width and its capitals.

const legalForms = new Set(
  (
    'CO COMPANY LTD LIMITED INC INCORPORATED CORP CORPORATION LLC LLP LP PLC PTE PTY PVT PRIVATE GMBH MBH AG KG OHG UG ' +
    'SA SAS SARL SRL SPA BV NV AB AS OY OYJ KK YK JSC OJSC CJSC OOO TOO SDN BHD DMCC FZE FZCO FZC SL EOOD DOO'
  ).split(' '),
)
/** Written without a space before or behind the name. */
const marks =
  /股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|有限会社|유한책임회사|주식회사|유한회사|\((?:주|유|株|有)\)/gu

/** Empty where nothing is named; a name that is nothing but its legal form stays as it is. */
export function companyName(written: string): string {
  const plain = written
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toUpperCase()
  const words = wordsOf(plain.replaceAll(marks, ' '))
  while (words.length > 1 && legalForms.has(words.at(-1)!)) words.pop()
  return words.join('') || wordsOf(plain).join('')
}

/** Letters that stand alone are one abbreviation: L.L.C. is LLC. */
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(
      /(?<![\p{L}\p{N}])((?:[\p{L}]\.\s?){2,}[\p{L}]?)(?![\p{L}\p{N}])/gu,
      (letters) => ` ${letters.replaceAll(/[^\p{L}]/gu, '')} `,
    )
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
