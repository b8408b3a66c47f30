// A link as a picture to be read by a telephone (QR code, ISO/IEC 18004): the same link gives the same bytes.
import { toBuffer } from 'qrcode'

export type LinkPicture = {
  /** Without brackets; the HTML shows the picture as `cid:<contentId>`. */
  readonly contentId: string
  readonly fileName: string
  /** Width and height, in pixels. */
  readonly size: number
  readonly png: Buffer
}

/** All letters of a journey show one link, and to draw it is a good part of writing a letter. */
const known = new Map<string, Buffer>()
const mostKnown = 500

async function drawn(link: string): Promise<Buffer> {
  const before = known.get(link)
  if (before) return before
  const png = await toBuffer(link, {
    type: 'png',
    errorCorrectionLevel: 'M',
    margin: 4,
    // Dearer by its square, and read by any telephone at this size.
    scale: 3,
    color: { dark: '#000000ff', light: '#ffffffff' },
  })
  if (known.size >= mostKnown) known.clear()
  known.set(link, png)
  return png
}

/** Black on white with the four modules of quiet around it that the standard asks for, also where a page is dark. */
export async function pictureOf(link: string, contentId: string): Promise<LinkPicture> {
  const png = await drawn(link)
  // Where a PNG says its width (ISO/IEC 15948, 11.2.2).
  return { contentId, fileName: 'link.png', size: png.readUInt32BE(16), png }
}
