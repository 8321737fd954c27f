import { mistake } from '../mistake.ts'
/** Makes a handler that rethrows an error of the file system, with the path and what to do. */
export const explainWriteError =
  (path: string, remedy: string) =>
  (error: Error): never => {
    throw mistake(`can't write ${path}: ${error.message}`, remedy)
  }
