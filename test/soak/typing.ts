import { pick } from './random';

/** A text as VS Code holds it: one kind of line end for all lines, a byte order mark kept apart. */
export interface Buffer {
  readonly text: string;
  readonly bom: boolean;
}

/** What VS Code makes of the bytes of a file. */
export function load(raw: string): Buffer {
  const bom = raw.startsWith('\ufeff');
  const text = bom ? raw.slice(1) : raw;
  const ends = text.match(/\r\n|\r|\n/g) ?? [];
  const withReturn = ends.filter((end) => end !== '\n').length;
  const end = withReturn > ends.length / 2 ? '\r\n' : '\n';
  return { text: text.replace(/\r\n|\r|\n/g, end), bom };
}

/** The bytes that VS Code writes, as text. */
export function bytesOf({ text, bom }: Buffer): string {
  return bom ? `\ufeff${text}` : text;
}

/** The line end of a text in an editor. */
function endOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

type Edit = (text: string, tag: string) => string;

const edits: Readonly<Record<string, Edit>> = {
  'a line at the top': (text, tag) => `${tag}${endOf(text)}${text}`,
  'a line at the end': (text, tag) => `${text}${endOf(text)}${tag}`,
  'a line in the middle': (text, tag) => {
    const lines = text.split(endOf(text));
    lines.splice(Math.floor(lines.length / 2), 0, tag);
    return lines.join(endOf(text));
  },
  'another first line': (text, tag) => [tag, ...text.split(endOf(text)).slice(1)].join(endOf(text)),
  'a text of its own': (_, tag) => `Bot.sendMessage("${tag}");\n`,
  'the same length': (text, tag) => (tag + text).slice(0, Math.max(text.length, tag.length)),
  'blanks at the end': (text, tag) => `${text}${endOf(text)}${tag}  \t `,
  'blank lines at the end': (text, tag) => `${text}${endOf(text)}${tag}${endOf(text).repeat(3)}`,
  'other line ends': (text, tag) =>
    `${tag}\n${text}`.replace(/\r\n|\n/g, endOf(text) === '\n' ? '\r\n' : '\n'),
  'odd characters': (text, tag) => `${tag} \u00a0🫖 \u{1d11e}${endOf(text)}${text}`,
  nothing: () => '',
};

/** Ways to edit a text. */
export const waysToEdit = Object.keys(edits);

/** A text after one edit; `tag` makes it one of a kind, except for the empty text. */
export function edited(text: string, tag: string, roll: number): string {
  const way = pick(waysToEdit, roll);
  return edits[way]?.(text, tag) ?? tag;
}

/** Texts of other people. */
const foreign: Readonly<Record<string, Edit>> = {
  longer: (text, tag) => `${text}\n${tag}`,
  shorter: (_, tag) => tag,
  'equal length': (text, tag) => (tag + text).slice(0, Math.max(text.length, tag.length)),
  empty: () => '',
  'mixed line ends': (_, tag) => `${tag} a\r\n${tag} b\n${tag} c\n${tag} d\r\n${tag} e\n`,
  'carriage returns': (_, tag) => `${tag} a\r${tag} b\r\n${tag} c`,
  'byte order mark': (_, tag) => `\ufeff${tag}\n`,
};

/** What another person makes of a text. */
export function editedElsewhere(text: string, tag: string, roll: number): string {
  const way = pick(Object.keys(foreign), roll);
  return foreign[way]?.(text, tag) ?? tag;
}
