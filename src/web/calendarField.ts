// Fields for a day or a moment. Without an end a browser takes years of six digits, and a keyboard's hour would go into the year.

const latest = { date: '9999-12-31', 'datetime-local': '9999-12-31T23:59' } as const

export const dayField = { type: 'date', max: latest.date } as const
export const momentField = { type: 'datetime-local', max: latest['datetime-local'] } as const
