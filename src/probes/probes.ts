import { keyJudged, keyNeeded, keyWritten } from './areas/auth.ts'
import { envelopesTold } from './areas/envelopes.ts'
import { nothingMadeUp, refusalProbes, retiredRoutes } from './areas/errors.ts'
import { emptyTexts, fieldNames, formatsTaken, formBooleans } from './areas/fields.ts'
import { filesKept } from './areas/files.ts'
import { headersTold, modelTold, rateTold } from './areas/headers.ts'
import { countsSeen, formatsSeen, sizesSeen, tierNames } from './areas/images.ts'
import { pictureCount, promptLeast, promptLength } from './areas/limits.ts'
import { linkExpires, linkFresh, linkShape, linksRefused, taskKept } from './areas/links.ts'
import { maskNames, maskRules } from './areas/masks.ts'
import { modelFields, modelsKnown, modelUnknown } from './areas/models.ts'
import { bodiesTaken, picturesWanted } from './areas/operations.ts'
import { formAliases, formFiles, formTexts, jsonReferences, promptLinks, referenceCount } from './areas/references.ts'
import { wrongProbes } from './areas/requests.ts'
import { formsSeen, picturesKept, replyRead } from './areas/results.ts'
import { sizeRules } from './areas/sizes.ts'
import { streamRead } from './areas/streams.ts'
import { taskCourse, taskOwned, taskSubmitted } from './areas/tasks.ts'
import { triggersSeen } from './areas/triggers.ts'
import { usageTold } from './areas/usage.ts'
import { doorFound } from './discovery/endpoints.ts'
import { formsFound } from './discovery/forms.ts'
import { namesFound, requestFound } from './discovery/request.ts'
import { tasksFound } from './discovery/tasks.ts'
import { tiersFound } from './discovery/tiers.ts'
import type { Probe } from './probe.ts'

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
