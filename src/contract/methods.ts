/** Methods of HTTP that a path of an OpenAPI document may have. */
export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'] as const
