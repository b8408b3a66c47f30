// The stations by name, and where somebody's own works on a charter.
export type StationName = 'gate' | 'mission' | 'laboratory' | 'transfer' | 'facility'
export type StationLink = { readonly station: StationName; readonly href: string }
