/** Returns the name if it is free, or else the name with the first number from 2 on that makes it free: `image2`. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name
  for (let number = 2; isTaken(free); number++) free = `${name}${number}`
  return free
}
