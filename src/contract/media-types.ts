/** Media types of the request bodies that operations accept. */
export const mediaTypes = { json: 'application/json', multipart: 'multipart/form-data' } as const

/** Media type of a streamed response (server-sent events). */
export const eventStream = 'text/event-stream'

/** Media type of the JSON copy of a form. Has no `+json` suffix, since Prism would match that suffix to any JSON body. */
export const formTwinType = 'application/x-proofsheet-form'
