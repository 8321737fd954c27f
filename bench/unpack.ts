/** Packs the built package and unpacks the package in the cache, as an installation does. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache, root } from './parts/paths.ts'

rmSync(join(cache, 'package'), { recursive: true, force: true })
mkdirSync(cache, { recursive: true })
const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', cache]
const file = execFileSync('npm', pack, { cwd: root, encoding: 'utf8' }).trim()
execFileSync('tar', ['-xzf', file, '-C', '.'], { cwd: cache })
