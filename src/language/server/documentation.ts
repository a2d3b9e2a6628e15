import type ts from 'typescript';

/** What a declaration says of itself, as Markdown. Nothing in it may run or load anything: the client does not trust it. */
export function documentationOf(
  parts: readonly ts.SymbolDisplayPart[] | undefined,
  tags: readonly ts.JSDocTagInfo[] | undefined,
): string {
  const lines = (tags ?? []).map(tagOf);
  return [textOf(parts), lines.join('  \n')].filter(Boolean).join('\n\n');
}

function tagOf({ name, text }: ts.JSDocTagInfo): string {
  const parameter = text?.find(({ kind }) => kind === 'parameterName')?.text;
  const said = textOf(text).trim();
  if (name === 'example') return ['*@example*', said.includes('```') ? said : fenced(said, 'js')].join('\n');
  if (parameter === undefined) return said ? `*@${name}* — ${said}` : `*@${name}*`;
  const rest = said.slice(parameter.length).replace(/^[\s—-]+/, '');
  return `*@${name}* \`${parameter}\`${rest ? ` — ${rest}` : ''}`;
}

/** Links are `{@link address text}` in a declaration. */
function textOf(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  let text = '';
  let link = '';
  for (const part of parts ?? []) {
    if (part.kind === 'link') {
      // One part opens a link, another closes it.
      if (link) text += markdownLink(link);
      link = '';
    } else if (part.kind === 'linkText' || part.kind === 'linkName') {
      link += part.text;
    } else {
      text += part.text;
    }
  }
  return text;
}

function markdownLink(link: string): string {
  const [address = '', ...words] = link.trim().split(/[\s|]+/);
  const label = words.join(' ') || address;
  return address.startsWith('https://') ? `[${label}](${address})` : `\`${label}\``;
}

/** Code as Markdown shows it. */
export function fenced(code: string, language: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

/** A text of a person as Markdown that shows every character of it. */
export function plainText(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** A name of a person as Markdown that shows every character of it. */
export function codeSpan(text: string): string {
  const line = text.replaceAll(/\s/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}
