// A link as a picture to be read by a telephone (QR code, ISO/IEC 18004): the same link gives the same bytes.
import { toBuffer } from 'qrcode'

export type LinkPicture = {
  /** Without brackets; the HTML shows the picture as `cid:<contentId>`. */
  readonly contentId: string
  readonly fileName: string
  readonly png: Buffer
}

/** Black on white with the four modules of quiet around it that the standard asks for, also where a page is dark. */
export async function pictureOf(link: string, contentId: string): Promise<LinkPicture> {
  const png = await toBuffer(link, {
    type: 'png',
    errorCorrectionLevel: 'M',
    margin: 4,
    scale: 4,
    color: { dark: '#000000ff', light: '#ffffffff' },
  })
  return { contentId, fileName: 'link.png', png }
}
