import { findProvider, type Provider } from '../../src/dialect/provider.ts'

const loaded = new Map<string, Promise<Provider>>()

/** Loads a provider by id or folder, once for all tests of a file, so that its contract is compiled once too. */
export function providerOf(idOrFolder: string): Promise<Provider> {
  const provider = loaded.get(idOrFolder) ?? findProvider(idOrFolder)
  loaded.set(idOrFolder, provider)
  return provider
}
