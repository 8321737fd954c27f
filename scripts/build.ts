/** Builds the package: code, types, notices of the packages inside, prebuilt providers and the fonts of images. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleCode, bundleTypes } from './build/bundle.ts'
import { checkImports } from './build/check-imports.ts'
import { compileData } from './build/compile.ts'
import { writeFonts } from './build/fonts.ts'
import { buildInspector } from './build/inspector.ts'
import { renderNotices } from './build/notices.ts'
import { dist, root } from './build/paths.ts'
import { compileValidators } from './build/validators.ts'

await rm(dist, { recursive: true, force: true })
const { files, imports } = await bundleCode()
const page = await buildInspector()
await writeFile(join(root, 'THIRD_PARTY_NOTICES'), await renderNotices([...files, ...page]))
await bundleTypes()
await checkImports(imports)
await compileData()
await compileValidators()
await writeFonts()
