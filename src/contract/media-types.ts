/** The media types of the two kinds of body that operations take. */
export const mediaTypes = { json: 'application/json', multipart: 'multipart/form-data' } as const
