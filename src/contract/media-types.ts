/** The media types of the two kinds of body that operations take. */
export const mediaTypes = { json: 'application/json', multipart: 'multipart/form-data' } as const

/** The media type of a stream. */
export const eventStream = 'text/event-stream'

/** The media type of a form's JSON twin. No `+json`: Prism would take it for any JSON body of the operation. */
export const formTwinType = 'application/x-proofsheet-form'
