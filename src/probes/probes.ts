import { keyJudged, keyNeeded, keyWritten } from './auth.ts'
import { refusalProbes, retiredRoutes } from './errors.ts'
import { countsSeen, formatsSeen, sizesSeen, tierNames } from './images.ts'
import { pictureCount, promptLength } from './limits.ts'
import type { Probe } from './probe.ts'
import { formAliases, referenceCount } from './references.ts'
import { wrongProbes } from './requests.ts'
import { formsSeen, picturesKept, replyRead } from './results.ts'
import { taskCourse, taskSubmitted } from './tasks.ts'

/** Every probe there is. */
export const probes: readonly Probe[] = [
  keyNeeded,
  keyJudged,
  keyWritten,
  ...refusalProbes,
  ...wrongProbes,
  retiredRoutes,
  promptLength,
  pictureCount,
  formAliases,
  referenceCount,
  taskSubmitted,
  taskCourse,
  replyRead,
  formsSeen,
  picturesKept,
  formatsSeen,
  tierNames,
  sizesSeen,
  countsSeen,
]
