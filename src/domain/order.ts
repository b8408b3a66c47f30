// The order of two texts by their code units: the same on every machine and in every language.
export const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
