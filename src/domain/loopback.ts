// Whether a name or an address is this machine's own, and reached from nowhere else.

/** `localhost`, 127.0.0.0/8, and `::1` with or without its brackets. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host)
