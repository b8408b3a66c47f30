// A way on that somebody's link names: it leads nowhere but into the desk.
export const isInner = (to: string): boolean => /^\/(?![/\\])[\x21-\x7e]*$/.test(to)
export const innerAddress = (to: string): string => (isInner(to) ? to : '/charters')
