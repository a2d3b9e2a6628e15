/**
 * What is known of one bot as declarations: the one file that is generated for it. What `@` and `@@` declare is not here:
 * those two are read as they are.
 *
 * @param undeclared names that `@` and `@@` give values to without declaring them
 */
export function factsText(undeclared: Iterable<string>): string {
  const lines = [...new Set(undeclared)].sort().map((name) => `declare var ${name}: any;`);
  return ['// What the commands of this bot share.', ...lines, ''].join('\n');
}
