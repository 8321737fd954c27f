import { keyJudged, keyNeeded, keyWritten } from './auth.ts'
import { doorFound } from './discovery/door.ts'
import { formsFound } from './discovery/forms.ts'
import { namesFound, requestFound } from './discovery/request.ts'
import { tasksFound } from './discovery/tasks.ts'
import { tiersFound } from './discovery/tiers.ts'
import { envelopesTold } from './envelopes.ts'
import { nothingMadeUp, refusalProbes, retiredRoutes } from './errors.ts'
import { emptyTexts, fieldNames, formatsTaken, formBooleans } from './fields.ts'
import { filesKept } from './files.ts'
import { headersTold, modelTold, rateTold } from './headers.ts'
import { countsSeen, formatsSeen, sizesSeen, tierNames } from './images.ts'
import { pictureCount, promptLeast, promptLength } from './limits.ts'
import { linkExpires, linkFresh, linkShape, linksRefused, taskKept } from './links.ts'
import { maskNames, maskRules } from './masks.ts'
import { modelFields, modelsKnown, modelUnknown } from './models.ts'
import { bodiesTaken, picturesWanted } from './operations.ts'
import type { Probe } from './probe.ts'
import { formAliases, formFiles, formTexts, jsonReferences, promptLinks, referenceCount } from './references.ts'
import { wrongProbes } from './requests.ts'
import { formsSeen, picturesKept, replyRead } from './results.ts'
import { sizeRules } from './sizes.ts'
import { streamRead } from './streams.ts'
import { taskCourse, taskOwned, taskSubmitted } from './tasks.ts'
import { triggersSeen } from './triggers.ts'
import { usageTold } from './usage.ts'

/** Every probe there is. */
export const probes: readonly Probe[] = [
  envelopesTold,
  keyNeeded,
  keyJudged,
  keyWritten,
  ...refusalProbes,
  retiredRoutes,
  nothingMadeUp,
  modelUnknown,
  modelsKnown,
  modelFields,
  promptLeast,
  promptLength,
  pictureCount,
  sizeRules,
  formatsTaken,
  emptyTexts,
  formBooleans,
  fieldNames,
  picturesWanted,
  bodiesTaken,
  maskNames,
  referenceCount,
  formAliases,
  formTexts,
  formFiles,
  jsonReferences,
  promptLinks,
  maskRules,
  ...wrongProbes,
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
  usageTold,
  linkShape,
  linkFresh,
  linksRefused,
  streamRead,
  linkExpires,
  taskKept,
]

/** What is looked for where nothing is documented, before all else. */
export const discovery: readonly Probe[] = [doorFound, requestFound, namesFound, tasksFound, formsFound, tiersFound]
