// The letter as HTML: the same paragraphs, everything escaped, styles at the element because mail readers drop sheets.
import type { Paragraph } from '../../words/paragraph.ts'
import type { Sheet } from './sheet.ts'

const font =
  "font-family:system-ui,-apple-system,'Segoe UI','Noto Sans CJK SC','Malgun Gothic','PingFang SC',sans-serif"
const styles = {
  body: `margin:0;padding:24px 16px;${font};font-size:16px;line-height:1.55`,
  sheet: 'max-width:36em;margin:0 auto',
  heading: 'font-size:16px;margin:28px 0 8px',
  label: 'margin:12px 0 0;font-weight:600',
  value: 'margin:0',
  button:
    'display:inline-block;padding:12px 20px;border-radius:6px;background-color:#0b5c4a;color:#ffffff;text-decoration:none;font-weight:600',
  small: 'font-size:14px;margin:8px 0',
} as const

export function asHtml(sheet: Sheet): string {
  const sections = sheet.sections.flatMap(({ heading, paragraphs }) => [
    ...(heading === null ? [] : [element('h2', styles.heading, heading)]),
    ...paragraphs.map(paragraphHtml),
  ])
  const { href, words, remark } = sheet.link
  return [
    `<!DOCTYPE html>`,
    `<html lang="${escapeHtml(sheet.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(sheet.subject)}</title></head>`,
    `<body style="${styles.body}${sheet.language === 'ko' ? ';word-break:keep-all' : ''}"><div style="${styles.sheet}">`,
    element('p', '', sheet.greeting),
    ...sections,
    `<p style="margin:28px 0 8px"><a style="${styles.button}" href="${escapeHtml(href)}">${escapeHtml(words)}</a></p>`,
    `<p style="${styles.small}"><a href="${escapeHtml(href)}">${escapeHtml(href)}</a><br>${escapeHtml(remark)}</p>`,
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
      return `<ul>${paragraph.items.map((item) => element('li', '', item)).join('')}</ul>`
    case 'rows':
      return paragraph.rows
        .map(({ label, value }) => element('p', styles.label, label) + element('p', styles.value, value))
        .join('\n')
    default:
      return paragraph satisfies never
  }
}

const element = (name: string, style: string, text: string): string =>
  `<${name}${style ? ` style="${style}"` : ''}>${escapeHtml(text)}</${name}>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)
