import { reportNames } from '../../reports/report-names.ts'

/** Flag of the commands that write reports. */
export const reportFlag = {
  flags: '--report <name=file...>',
  description: `write a report to a file; NAME is ${reportNames.join(', ')}`,
}
