import { readFileSync } from 'node:fs'
import { describeOldNode } from '../../bin/old-node.js'
import { packageFile } from './package-file.ts'

// Each entry imports this file first, because an old Node would fail later, with an error that does not name the cause.
const { engines } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { engines: { node: string } }
const fault = describeOldNode(process.versions.node, engines.node)
if (fault !== undefined) throw new Error(fault)
