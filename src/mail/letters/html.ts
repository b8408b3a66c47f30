// The letter as HTML: the same paragraphs, everything escaped, styles at the element because mail readers drop sheets.
import { directionOf } from '../../domain/language.ts'
import type { Paragraph } from '../../words/paragraph.ts'
import { oneLine } from './plain.ts'
import type { Sheet } from './sheet.ts'

const font =
  "font-family:system-ui,-apple-system,'Segoe UI','Noto Sans','Noto Sans CJK SC','Malgun Gothic','PingFang SC','Noto Naskh Arabic',Tahoma,sans-serif"
const styles = {
  body: `margin:0;padding:24px 16px;${font};font-size:16px;line-height:1.55`,
  sheet: 'max-width:36em;margin:0 auto;text-align:start',
  heading: 'font-size:16px;margin:28px 0 8px',
  label: 'margin:12px 0 0;font-weight:600',
  value: 'margin:0',
  list: 'margin:12px 0;padding:0;padding-inline-start:1.5em',
  button:
    'display:inline-block;padding:12px 20px;border-radius:6px;background-color:#0b5c4a;color:#ffffff;text-decoration:none;font-weight:600',
  /** White around the picture too, where the page is dark. */
  picture: 'display:block;margin:12px 0;border:0;background-color:#ffffff',
  small: 'font-size:14px;margin:8px 0',
  address: 'word-break:break-all',
} as const
/** Where the link's picture lies beside the text, by its Content-ID, and how wide and high it is. */
export type Shown = { readonly contentId: string; readonly size: number }

export function asHtml(sheet: Sheet, picture: Shown | null): string {
  const sections = sheet.sections.flatMap(({ heading, paragraphs }) => [
    ...(heading === null ? [] : [element('h2', styles.heading, heading)]),
    ...paragraphs.map(paragraphHtml),
  ])
  const { words, remark, pictured } = sheet.link
  const href = escapeHtml(sheet.link.href)
  const dir = directionOf(sheet.language)
  const lang = escapeHtml(sheet.language)
  return [
    `<!DOCTYPE html>`,
    `<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${inline(sheet.subject)}</title></head>`,
    // Mail readers keep what is within the body and drop the body itself: language and direction are said again.
    `<body style="${styles.body}"><div lang="${lang}" dir="${dir}" style="${styles.sheet}${sheet.language === 'ko' ? ';word-break:keep-all' : ''}">`,
    element('p', '', sheet.greeting),
    ...sections,
    `<p style="margin:28px 0 8px"><a style="${styles.button}" href="${href}">${inline(words)}</a></p>`,
    `<p style="${styles.small}"><a dir="ltr" style="${styles.address}" href="${href}">${href}</a><br>${inline(remark)}</p>`,
    ...(picture === null
      ? []
      : [
          `<img style="${styles.picture}" src="cid:${escapeHtml(picture.contentId)}" width="${picture.size}" height="${picture.size}" alt="${escapeHtml(pictured)}">`,
        ]),
    ...sheet.closing.map((line) => element('p', styles.small, line)),
    '</div></body></html>',
    '',
  ].join('\n')
}

function paragraphHtml(paragraph: Paragraph): string {
  switch (paragraph.kind) {
    case 'text':
      return element('p', '', paragraph.text)
    case 'list':
      return `<ul style="${styles.list}">${paragraph.items.map((item) => element('li', '', item)).join('')}</ul>`
    case 'rows':
      return paragraph.rows
        .map(({ label, value }) => element('p', styles.label, label) + element('p', styles.value, value))
        .join('\n')
    default:
      return paragraph satisfies never
  }
}

const element = (name: string, style: string, text: string): string =>
  `<${name}${style ? ` style="${style}"` : ''}>${inline(text)}</${name}>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)

/** Isolates become elements, which older readers know better than the signs. */
const isolates: Readonly<Record<string, string>> = {
  '\u2066': '<bdi dir="ltr">',
  '\u2067': '<bdi dir="rtl">',
  '\u2068': '<bdi>',
  '\u2069': '</bdi>',
}
const inline = (text: string): string =>
  escapeHtml(oneLine(text)).replace(/[\u2066-\u2069]/g, (sign) => isolates[sign]!)
