// A merchant's address as it is looked up: blind, however it was written.
import type { Vault } from './keyPorts.ts'

export const blindAddress = (vault: Vault, address: string): string =>
  vault.blind('email', address.trim().toLowerCase())
