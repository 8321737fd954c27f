/** The media types of the two kinds of body that operations take. */
export const mediaTypes = { json: 'application/json', multipart: 'multipart/form-data' } as const

/** The media type of a stream. */
export const eventStream = 'text/event-stream'
