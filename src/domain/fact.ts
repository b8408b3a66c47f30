// Shapes of facts and commands: each is one object, told from the others by its type.
import { z } from 'zod'

/** A fact as it lies in the record: fields that a later desk adds do not make it unreadable. */
export const fact = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape })

/** A command as somebody sends it: a field that it does not know is a mistake, and is named. */
export const command = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape })
