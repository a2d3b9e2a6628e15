/** Set by `npm start`: a window without accounts signs in to the sandbox by itself. */
export function startsInSandbox(): boolean {
  return Boolean(process.env['BOTS_BUSINESS_START_SANDBOX']);
}
