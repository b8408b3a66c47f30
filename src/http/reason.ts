// Why somebody asks for what is kept in the record: words of their own, never none.
import { z } from 'zod'

/** At most so many characters. */
export const mostReason = 500
export const reason = z.string().trim().min(1, 'must say why').max(mostReason)
export const ReasonBody = z.strictObject({ reason })
