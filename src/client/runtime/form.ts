import type { ClientOperation } from './types.ts'

/** Adds a value to a form; a file without a name is named image. */
export function appendTo(form: FormData, name: string, value: unknown): void {
  if (value instanceof Blob) form.append(name, value, value instanceof File ? value.name : 'image')
  else if (value !== undefined && value !== null) form.append(name, `${value}`)
}

/** Creates a form of the fields, the reference images and the mask. */
export function toForm(
  { references, mask: maskField }: ClientOperation,
  fields: Readonly<Record<string, unknown>>,
  images: readonly unknown[],
  mask: unknown,
): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const entry of [value].flat()) appendTo(form, name, entry)
  const [one = ['image'], many = one] = references?.fields ?? []
  const [name = ''] = images.length > 1 ? many : one
  images.forEach((image, index) => void appendTo(form, name.replace('{n}', `${index + 1}`), image))
  if (maskField) appendTo(form, maskField.join(), mask)
  return form
}
