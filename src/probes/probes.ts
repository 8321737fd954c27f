import { askedProbe } from './areas/asked.ts'
import { authRequiredProbe, keyFormatProbe, keyPlacesProbe, wrongKeyProbe } from './areas/auth.ts'
import { availabilityProbe } from './areas/availability.ts'
import { callbacksProbe } from './areas/callbacks.ts'
import { balanceProbe, creditsProbe, priceProbe } from './areas/charges.ts'
import { deliveryProbe } from './areas/delivery.ts'
import { distinctImagesProbe } from './areas/distinct-images.ts'
import { droppedFieldsProbe } from './areas/dropped.ts'
import { envelopesProbe } from './areas/envelopes.ts'
import { refusalProbes, retiredRoutesProbe, unknownResourcesProbe } from './areas/errors.ts'
import { failedImagesProbe } from './areas/failed-images.ts'
import { acceptedFormatsProbe, emptyStringsProbe, fieldNamesProbe, formBooleansProbe } from './areas/fields.ts'
import { fileOwnershipProbe } from './areas/file-ownership.ts'
import { filesProbe, uploadLimitsProbe } from './areas/files.ts'
import { headersProbe, modelRetrievalProbe } from './areas/headers.ts'
import { idempotencyProbe } from './areas/idempotency.ts'
import { imageConstantsProbe } from './areas/image-constants.ts'
import { imageCountsProbe, imageFormatsProbe, imageSizesProbe, tierNamesProbe } from './areas/images.ts'
import { keyedEndpointsProbe } from './areas/keys.ts'
import { imageCountLimitsProbe, promptMaximumProbe, promptMinimumProbe } from './areas/limits.ts'
import { invalidLinksProbe, linkExpiryProbe, linkFormatProbe, linkFreshnessProbe } from './areas/links.ts'
import { maskNamesProbe, maskRulesProbe } from './areas/masks.ts'
import { modelListProbe } from './areas/model-list.ts'
import { knownModelsProbe, modelFieldsProbe, unknownModelProbe } from './areas/models.ts'
import { acceptedBodiesProbe, operationReferencesProbe } from './areas/operations.ts'
import { rateLimitProbe } from './areas/rate-limits.ts'
import {
  formReferenceFilesProbe,
  formReferenceNamesProbe,
  formReferenceTextsProbe,
  jsonReferencesProbe,
  modelReferencesProbe,
  promptLinksProbe,
  referenceCountProbe,
} from './areas/references.ts'
import { refusedValuesProbe } from './areas/refused-values.ts'
import { repeatedLinksProbe } from './areas/repeated-links.ts'
import { idempotencyOwnerProbe, idempotencyRaceProbe, idempotencyWindowProbe } from './areas/repeats.ts'
import { invalidRequestProbes } from './areas/requests.ts'
import { imageInvariantsProbe, replyProbe, resultFormsProbe } from './areas/results.ts'
import { servedModelProbe } from './areas/served-model.ts'
import { serverErrorsProbe } from './areas/server-errors.ts'
import { signedLinksProbe } from './areas/signed-links.ts'
import { sizeRulesProbe, sizeSeparatorsProbe } from './areas/sizes.ts'
import { streamProbe } from './areas/streams.ts'
import { pollKeysProbe, taskOwnershipProbe } from './areas/task-access.ts'
import { taskCancelProbe } from './areas/task-cancel.ts'
import { taskListsProbe } from './areas/task-lists.ts'
import { taskResultProbe } from './areas/task-results.ts'
import { taskLifecycleProbe, taskRetentionProbe, taskSubmissionProbe } from './areas/tasks.ts'
import { asyncTriggersProbe } from './areas/triggers.ts'
import { usageProbe } from './areas/usage.ts'
import { taskWaitProbe } from './areas/waits.ts'
import { discoverEndpointsProbe } from './discovery/endpoints.ts'
import { discoverResultFormsProbe } from './discovery/forms.ts'
import { discoverModelsProbe } from './discovery/models.ts'
import { discoverRefusalsProbe } from './discovery/refusals.ts'
import { discoverFieldNamesProbe, discoverRequestsProbe } from './discovery/request.ts'
import { discoverSizeTableProbe } from './discovery/table.ts'
import { discoverTasksProbe } from './discovery/tasks.ts'
import { discoverTiersProbe } from './discovery/tiers.ts'
import { discoverWaitProbe } from './discovery/waits.ts'
import type { Probe } from './probe.ts'
import { contractProbe } from './responses/contract.ts'
import { idsProbe } from './responses/ids.ts'
import { imageTypesProbe } from './responses/image-types.ts'
import { jsonProbe } from './responses/json.ts'
import { keyLeaksProbe } from './responses/key-leaks.ts'
import { successProbe } from './responses/success.ts'
import { timesProbe } from './responses/times.ts'
import { usageSumsProbe } from './responses/usage.ts'

/** All probes, in the order of a run. Later probes use the observations of earlier ones. */
export const probes: readonly Probe[] = [
  envelopesProbe,
  servedModelProbe,
  authRequiredProbe,
  wrongKeyProbe,
  keyFormatProbe,
  keyPlacesProbe,
  keyedEndpointsProbe,
  ...refusalProbes,
  retiredRoutesProbe,
  unknownResourcesProbe,
  unknownModelProbe,
  knownModelsProbe,
  modelFieldsProbe,
  promptMinimumProbe,
  promptMaximumProbe,
  imageCountLimitsProbe,
  sizeSeparatorsProbe,
  sizeRulesProbe,
  acceptedFormatsProbe,
  emptyStringsProbe,
  formBooleansProbe,
  fieldNamesProbe,
  operationReferencesProbe,
  acceptedBodiesProbe,
  maskNamesProbe,
  referenceCountProbe,
  modelReferencesProbe,
  formReferenceNamesProbe,
  formReferenceTextsProbe,
  formReferenceFilesProbe,
  jsonReferencesProbe,
  promptLinksProbe,
  maskRulesProbe,
  ...invalidRequestProbes,
  refusedValuesProbe,
  serverErrorsProbe,
  filesProbe,
  uploadLimitsProbe,
  fileOwnershipProbe,
  idempotencyProbe,
  idempotencyOwnerProbe,
  idempotencyRaceProbe,
  headersProbe,
  modelListProbe,
  modelRetrievalProbe,
  asyncTriggersProbe,
  taskWaitProbe,
  taskSubmissionProbe,
  taskLifecycleProbe,
  taskResultProbe,
  taskListsProbe,
  taskCancelProbe,
  callbacksProbe,
  taskOwnershipProbe,
  pollKeysProbe,
  deliveryProbe,
  replyProbe,
  imageConstantsProbe,
  resultFormsProbe,
  imageInvariantsProbe,
  distinctImagesProbe,
  imageFormatsProbe,
  tierNamesProbe,
  imageCountsProbe,
  failedImagesProbe,
  balanceProbe,
  creditsProbe,
  priceProbe,
  rateLimitProbe,
  linkFormatProbe,
  linkFreshnessProbe,
  repeatedLinksProbe,
  invalidLinksProbe,
  signedLinksProbe,
  streamProbe,
  imageSizesProbe,
  askedProbe,
  droppedFieldsProbe,
  usageProbe,
  idempotencyWindowProbe,
  linkExpiryProbe,
  taskRetentionProbe,
  availabilityProbe,
  jsonProbe,
  imageTypesProbe,
  timesProbe,
  usageSumsProbe,
  successProbe,
  contractProbe,
  idsProbe,
  keyLeaksProbe,
]

/** Probes that run before the others if the gateway is undocumented. */
export const discoveryProbes: readonly Probe[] = [
  discoverEndpointsProbe,
  discoverRequestsProbe,
  discoverTasksProbe,
  discoverFieldNamesProbe,
  discoverResultFormsProbe,
  discoverTiersProbe,
  discoverRefusalsProbe,
]

/** Probes that run after the probes of images if the gateway is undocumented, before those that wait. */
export const lateDiscoveryProbes: readonly Probe[] = [discoverWaitProbe, discoverSizeTableProbe, discoverModelsProbe]
