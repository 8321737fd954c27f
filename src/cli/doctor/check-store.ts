import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openStore } from '../../stores/open.ts'
import { checkFolder } from '../options/check-folder.ts'
import type { Check } from './check.ts'

/** Checks that the store of the mock can be reached. Leaves no file behind. */
export const checkStore: Check = {
  name: 'store',
  async run({ mock }) {
    const [, path] = /^sqlite:([^?]+)/.exec(mock.store) ?? []
    try {
      if (path !== undefined && (await isMissing(path))) await checkFolder(dirname(path), 'pass another --store')
      else await reach(mock.store)
      return { status: 'ok', message: nameOf(mock.store) }
    } catch (error) {
      const { message } = error as Error
      const [, cause = message, remedy = 'start the store, or pass another --store'] =
        /^(.*?)(?:: |; |\n\s*)((?:start|pass|expected) .*)$/s.exec(message) ?? []
      return { status: 'fail', message: `${nameOf(mock.store)}: ${cause}`, remedy: remedy.replace(/\.$/, '') }
    }
  },
}

async function reach(address: string): Promise<void> {
  const store = await openStore(address, () => {})
  const isReachable = await store.isReachable().finally(() => store.close())
  if (!isReachable) throw new Error('does not answer')
}

const isMissing = (path: string) =>
  stat(path).then(
    () => false,
    () => true,
  )

/** Returns the address without user and password. */
const nameOf = (address: string) => address.replace(/\/\/[^@/]*@/, '//')
