import { InvalidArgumentError, type Option } from 'commander'

const [yes, no] = [
  ['1', 'true', 'yes', 'on'],
  ['0', 'false', 'no', 'off'],
]

/** Parses the text of an environment variable as the flag would. Throws InvalidArgumentError. */
export function parseVariable(option: Option, text: string): unknown {
  const isYes = yes?.includes(text.toLowerCase())
  if (isSwitch(option)) {
    if (!isYes && !no?.includes(text.toLowerCase()))
      throw new InvalidArgumentError(`Expected ${yes?.join(', ')}, or ${no?.join(', ')}.`)
    return isYes !== option.negate
  }
  return option.optional && isYes ? true : parseText(option, text, undefined)
}

/** Parses a member of the configuration file: the text of the flag, a number, true or false, or a list. Throws InvalidArgumentError. */
export function parseMember(option: Option, value: unknown): unknown {
  if (isSwitch(option) || (option.optional && typeof value === 'boolean')) {
    if (typeof value !== 'boolean') throw new InvalidArgumentError('Expected true or false.')
    return value
  }
  if (Array.isArray(value) && isList(option))
    return value.reduce((previous: unknown, item: unknown) => parseText(option, toText(item), previous), undefined)
  return parseText(option, toText(value), undefined)
}

/** Tests for a flag without a value. */
export const isSwitch = (option: Option): boolean => !option.required && !option.optional

/** Tests for a flag whose values add up: its parser has a second parameter with the values of earlier flags. */
export const isList = ({ variadic, argChoices, parseArg }: Option): boolean =>
  variadic || (argChoices === undefined && parseArg !== undefined && parseArg.length > 1)

function parseText(option: Option, text: string, previous: unknown): unknown {
  return option.parseArg ? option.parseArg(text, previous) : text
}

function toText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new InvalidArgumentError(`Expected a text or a number.`)
}
