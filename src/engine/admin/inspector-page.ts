import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Hono } from 'hono'
import { isBuilt, packageFile } from '../../values/package-file.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** The page sends requests to its own origin alone, and runs no script but its own. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

let folder: Promise<string> | undefined

/** Returns the folder of the built page. In a clone, the first call builds the page. */
const findFolder = (): Promise<string> => {
  folder ??= isBuilt
    ? Promise.resolve(packageFile('dist/inspector'))
    : import(pathToFileURL(packageFile('scripts/build/inspector.ts')).href).then(
        ({ buildInspectorOfSources }: { buildInspectorOfSources(): Promise<string> }) => buildInspectorOfSources(),
      )
  // The sources may be mended before the next request.
  folder.catch(() => {
    folder = undefined
  })
  return folder
}

/** Returns a file of the inspector: `index.html` or a file in `assets`; undefined if there is no such file. */
async function inspectorFile(name: string): Promise<Response | undefined> {
  const root = await findFolder()
  const path = join(root, name)
  const type = mediaTypes[extname(path)]
  if (type === undefined || !path.startsWith(`${root}${sep}`)) return undefined
  const bytes = await readFile(path).catch(() => undefined)
  if (!bytes) return undefined
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      // The name of an asset changes with its content.
      'cache-control': name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    },
  })
}

/** Serves the inspector at `/_proofsheet/`, and its files, without a token: they say nothing about the mock. */
export function addInspector(app: Hono): void {
  app.get('/_proofsheet', (c) => c.redirect('/_proofsheet/'))
  app.get('/_proofsheet/', () => inspectorPage())
  app.get(
    '/_proofsheet/page/*',
    async (c) => (await inspectorFile(c.req.path.slice('/_proofsheet/page/'.length))) ?? c.notFound(),
  )
}

/** Returns the page itself. Throws if the package lacks the page. */
export async function inspectorPage(): Promise<Response> {
  const page = await inspectorFile('index.html')
  if (!page) throw new Error('the inspector is missing in dist/inspector: run npm run build')
  return page
}
