/** Texts only ever go in as text, so nothing that people or servers write can become part of the page. */
type Child = Node | string;

/** Makes an element. @param attributes by their names in HTML; `undefined` leaves one out */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children);
  return made;
}

export function setAttribute(target: Element, name: string, value: string | undefined): void {
  if (value === undefined) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/** Shows a text, or hides its element when there is none. What stays the same is not announced again. */
export function setText(target: HTMLElement, text: string | undefined): void {
  if (target.textContent !== (text ?? '')) target.textContent = text ?? '';
  target.hidden = !text;
}

export function button(label: string, kind: 'primary' | 'secondary', press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: kind }, label);
  made.addEventListener('click', press);
  return made;
}
