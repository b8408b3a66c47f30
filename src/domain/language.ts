// The languages that the desk speaks: to merchants in letters and pages, and to the people of its offices.
import { z } from 'zod'

/** In the order in which they are offered. */
export const Language = z.enum(['zh', 'en', 'ko', 'ru', 'ar'])
export type Language = z.infer<typeof Language>

export type Direction = 'ltr' | 'rtl'
export const directionOf = (language: Language): Direction => (language === 'ar' ? 'rtl' : 'ltr')
