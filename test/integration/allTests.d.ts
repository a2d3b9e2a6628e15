/** Every test file of this folder; made by the build. */
declare module 'all-tests' {}
