/** Set by `npm start`: a window without accounts signs in to the sandbox by itself. */
export function startsInSandbox(): boolean {
  return Boolean(process.env['BOTS_BUSINESS_START_SANDBOX']);
}

/** Where keys lie under test, in place of VS Code's SecretStorage. What is built for people does not ask. */
export function secretsFolderUnderTest(): string | undefined {
  return process.env['BOTS_BUSINESS_TEST_SECRETS'];
}
