/** A place in a command's code, both counted from 1. */
export interface CodePosition {
  readonly line: number;
  readonly column: number | undefined;
}

/** `at name (file:3:5)` and `at file:3:5` of V8 and QuickJS, which may leave the column out; `name@file:3:5`. */
const frame = /^\s*(?:(?:\w+ )?at\s|[\w.<>/$]*@)(.*?):(\d+)(?::(\d+))?\)?\s*$/;
/** `line 3`, `line 3, column 5`. */
const sentence = /\bline:?\s+(\d+)(?:,?\s+col(?:umn)?:?\s+(\d+))?/i;

/**
 * The place that a stack trace names: of the first frame in the command itself, else of the first frame. How the
 * platform writes a stack trace, and whether it counts the code of `@` in front, is not documented: the forms of the
 * usual engines are understood.
 * @param command its name, by which engines may name its code
 */
export function errorPosition(stackTrace: string | null, command?: string | null): CodePosition | undefined {
  const lines = (stackTrace ?? '').split('\n');
  const frames = lines.flatMap((line) => {
    const [, place = '', ...position] = frame.exec(line) ?? [];
    const at = positionOf(position);
    return at ? [{ place, at }] : [];
  });
  const own = frames.find(({ place }) => Boolean(command) && isNamed(place, command ?? ''));
  if (own ?? frames[0]) return (own ?? frames[0])?.at;
  for (const line of lines) {
    const at = positionOf(sentence.exec(line)?.slice(1) ?? []);
    if (at) return at;
  }
  return undefined;
}

/** `handle (/start` and `/start` name the command `/start`; `/restart` does not. */
function isNamed(place: string, command: string): boolean {
  return place.endsWith(command) && /^$|[\s(]$/.test(place.slice(0, -command.length));
}

function positionOf([line, column]: readonly (string | undefined)[]): CodePosition | undefined {
  if (!Number(line)) return undefined;
  return { line: Number(line), column: Number(column) || undefined };
}
