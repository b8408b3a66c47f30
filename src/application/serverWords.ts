// Words of mail servers, as they are kept in the open.

/** Mail servers repeat the address that they take or refuse; their words are kept in the open, the address is not. */
export const withoutAddresses = (words: string): string =>
  words.replaceAll(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/g, '…')
