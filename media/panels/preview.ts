import type { PreviewView } from '../../src/panels/commandMessages';
import { element, setAttribute, setText } from './elements';

/** What a chat shows of an answer and its keyboard. */
export class Preview {
  readonly element: HTMLElement;
  readonly #title = element('h2', { id: 'preview' });
  readonly #message = element('div', { class: 'message' });
  readonly #refused = element('p', { class: 'wrong' });
  readonly #keyboard = element('ul', { class: 'keyboard' });
  #shown = '';

  constructor() {
    this.element = element(
      'section',
      { class: 'preview', 'aria-labelledby': 'preview' },
      this.#title,
      element('div', { class: 'chat' }, this.#refused, this.#message, this.#keyboard),
    );
  }

  show(view: PreviewView | undefined): void {
    this.element.hidden = !view;
    const key = JSON.stringify(view ?? null);
    if (!view || key === this.#shown) return;
    this.#shown = key;
    setText(this.#title, view.title);
    setText(this.#refused, view.refused);
    this.#message.hidden = view.pieces.length === 0;
    this.#message.classList.toggle('description', view.isEmpty);
    this.#message.replaceChildren(...view.pieces.map(pieceOf));
    this.#keyboard.hidden = view.rows.length === 0;
    setAttribute(this.#keyboard, 'aria-label', view.keyboardLabel);
    this.#keyboard.replaceChildren(
      ...view.rows.map((row) =>
        element('li', {}, ...row.map((title) => element('span', { class: 'key' }, title))),
      ),
    );
  }
}

type Piece = PreviewView['pieces'][number];

const tags = { plain: 'span', bold: 'strong', italic: 'em', code: 'code', pre: 'pre', link: 'span' } as const;

/** A link is only shown: nothing leads out of a preview. */
function pieceOf({ text, style, hint, isProperty }: Piece): HTMLElement {
  const made = element(tags[style], { class: style, title: hint }, text);
  made.classList.toggle('property', isProperty);
  return made;
}
