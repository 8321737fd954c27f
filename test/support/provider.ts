import { findProvider, type Provider } from '../../src/dialect/provider.ts'

const loaded = new Map<string, Promise<Provider>>()

/** A provider by id or folder, loaded once for all tests of a file: its contract is compiled once too. */
export function providerOf(idOrFolder: string): Promise<Provider> {
  const provider = loaded.get(idOrFolder) ?? findProvider(idOrFolder)
  loaded.set(idOrFolder, provider)
  return provider
}
