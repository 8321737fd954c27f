import { keyJudged, keyNeeded, keyWritten } from './auth.ts'
import { refusalProbes, retiredRoutes } from './errors.ts'
import { filesKept } from './files.ts'
import { headersTold, modelTold, rateTold } from './headers.ts'
import { countsSeen, formatsSeen, sizesSeen, tierNames } from './images.ts'
import { pictureCount, promptLeast, promptLength } from './limits.ts'
import { linkExpires, linkFresh, linkShape, linksRefused, taskKept } from './links.ts'
import type { Probe } from './probe.ts'
import { formAliases, referenceCount } from './references.ts'
import { wrongProbes } from './requests.ts'
import { formsSeen, picturesKept, replyRead } from './results.ts'
import { streamRead } from './streams.ts'
import { taskCourse, taskOwned, taskSubmitted } from './tasks.ts'
import { triggersSeen } from './triggers.ts'

/** Every probe there is. */
export const probes: readonly Probe[] = [
  keyNeeded,
  keyJudged,
  keyWritten,
  ...refusalProbes,
  ...wrongProbes,
  retiredRoutes,
  promptLength,
  promptLeast,
  pictureCount,
  formAliases,
  referenceCount,
  filesKept,
  headersTold,
  modelTold,
  triggersSeen,
  taskSubmitted,
  taskCourse,
  taskOwned,
  replyRead,
  formsSeen,
  picturesKept,
  formatsSeen,
  tierNames,
  sizesSeen,
  countsSeen,
  rateTold,
  linkShape,
  linkFresh,
  linksRefused,
  streamRead,
  linkExpires,
  taskKept,
]
