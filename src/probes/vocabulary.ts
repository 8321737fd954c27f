/**
 * Names that gateways use, to be tried when nothing is documented. A gateway with other names gets a less complete
 * description, never a wrong one.
 */
export const vocabulary = {
  /** Operations that create images, relative to the base URL. */
  creates: [
    'POST /images/generations',
    'POST /v1/images/generations',
    'POST /images/edits',
    'POST /v1/images/edits',
    'POST /async/images/generations',
    'POST /images/generations/async',
    'POST /images/edits/async',
    'POST /images',
    'POST /images/variations',
    'POST /pictures',
    'POST /tasks',
    'POST /v2/jobs',
    'PUT /draw',
  ],
  /** Operations that poll a task; `{id}` stands for its id. */
  polls: [
    'GET /tasks/{id}',
    'GET /images/tasks/{id}',
    'GET /v1/images/tasks/{id}',
    'GET /v1/tasks/{id}',
    'GET /images/generations/{id}',
    'GET /v1/images/generations/{id}',
    'GET /jobs/{id}',
    'GET /v1/jobs/{id}/status',
    'GET /async/images/result?taskid={id}',
    'GET /tickets?number={id}',
    'POST /query?id={id}',
  ],
  auth: [
    // A style with a scheme comes before the bare key, because a gateway may accept both.
    { in: 'header', name: 'Authorization', scheme: 'Bearer' },
    { in: 'header', name: 'Authorization', scheme: 'Key' },
    { in: 'header', name: 'Authorization', scheme: '' },
    { in: 'header', name: 'X-Api-Key', scheme: 'Bearer' },
    { in: 'header', name: 'X-Api-Key', scheme: 'Key' },
    { in: 'header', name: 'X-Api-Key', scheme: '' },
    { in: 'header', name: 'api-key', scheme: 'Bearer' },
    { in: 'header', name: 'api-key', scheme: 'Key' },
    { in: 'header', name: 'api-key', scheme: '' },
  ],
  keyPlaces: [
    { in: 'header', name: 'Authorization', scheme: 'Bearer' },
    { in: 'header', name: 'X-Api-Key', scheme: '' },
    { in: 'header', name: 'X-Goog-Api-Key', scheme: '' },
    { in: 'header', name: 'api-key', scheme: '' },
    { in: 'query', name: 'key', scheme: '' },
  ],
  triggers: [
    { in: 'query', name: 'async', equals: true },
    { in: 'query', name: 'wait_for_result', equals: false },
    { in: 'query', name: 'mode', equals: true },
    { in: 'header', name: 'Prefer', token: 'respond-async' },
    { in: 'header', name: 'X-Async', token: 'enable' },
    { in: 'body', name: 'async', equals: true },
    { in: 'body', name: 'wait_for_result', equals: false },
    { in: 'body', name: 'wait', equals: false },
  ],
  yes: ['true', '1', 'yes', 'on', 'async'],
  no: ['false', '0', 'no', 'off', 'sync'],
  fields: {
    prompt: ['prompt', 'text', 'input'],
    model: ['model', 'model_name'],
    n: ['n', 'num_images', 'howMany'],
    size: ['size', 'dimensions'],
    aspectRatio: ['aspect_ratio', 'ratio'],
    width: ['width'],
    height: ['height'],
    tier: ['resolution', 'image_size', 'scale', 'upscale'],
    quality: ['quality', 'hd'],
    format: ['output_format', 'format'],
    compression: ['output_compression'],
    background: ['background'],
    moderation: ['moderation'],
    user: ['user', 'safety_identifier'],
    responseFormat: ['response_format', 'return_type', 'return_as'],
    stream: ['stream'],
    partialImages: ['partial_images'],
    inputFidelity: ['input_fidelity'],
    style: ['style'],
    group: ['group'],
  },
  models: ['gpt-image-2', 'gpt-image-1', 'dall-e-3', 'dall-e-2', 'flux-2-pro'],
  references: {
    /** Reference images as objects: the member with the link, and constant members beside the link. */
    objects: [
      { url: 'url' },
      { url: 'image_url' },
      { url: 'src' },
      { url: 'image_url', fixed: { type: 'input_image' } },
      { url: '/image_url/url', fixed: { type: 'image_url' } },
    ],
    json: [
      'image',
      'images',
      'image_url',
      'image_urls',
      'reference_images',
      'ref_images',
      'input_image',
      'input_images',
      'input_references',
    ],
    multipart: [
      'image',
      'image[]',
      'images',
      'images[]',
      'image_{n}',
      'image.{n}',
      'image.{n}.items',
      'image_file',
      'input_image',
      'file',
    ],
  },
  masks: { json: ['mask', 'mask_url', 'mask_image'], multipart: ['mask', 'markup', 'mask_image'] },
  responseFormats: ['url', 'b64_json', 'data_url', 'base64', 'link'],
} as const

/** Names that gateways use for the members of a refusal. */
export const refusalMemberNames = {
  message: /^(message|msg|errmsg|error|detail|error_message)$/i,
  type: /^(type|kind|category)$/i,
  code: /^(code|no|errno|errcode|err_code|error_code)$/i,
  param: /^(param|field|parameter)$/i,
} as const

/** Words for a task that ended with images. */
export const usualEndWord = /^(success|succeed(ed)?|completed?|finished|done|ready)$/i
