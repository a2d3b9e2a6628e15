import type { Stage, StagedEditor } from './stage';
import { edited } from './typing';

/** What a person makes of the text of an editor. */
export function typedText(
  stage: Stage,
  editor: StagedEditor & { readonly loadedText: string | undefined },
  tag: string,
  roll: number,
): string {
  // Now and then one comes back to the text by hand, or two people arrive at the same one.
  if (roll < 0.04 && editor.loadedText !== undefined) return editor.loadedText;
  const theirs = stage.command(stage.commandIdOf(editor))?.code;
  const isSame = roll > 0.96 && theirs && !theirs.includes('\r') && !theirs.startsWith('\ufeff');
  return isSame ? theirs : edited(editor.text, tag, Math.max(0, (roll - 0.04) / 0.92));
}

/**
 * What a person makes of the text of an editor to give it up at once: never what was loaded, to which Undo leads back as
 * well, nor what is being saved. Nobody could tell then whether it was given up or wanted.
 */
export function textToGiveUp(
  editor: StagedEditor & { readonly loadedText: string | undefined },
  tag: string,
  roll: number,
): string {
  const text = edited(editor.text, tag, roll);
  return text === editor.loadedText || text === editor.text ? tag : text;
}
