type Value = string | number | boolean | undefined | ((event: never) => void);

function apply(node: Element, attributes: Record<string, Value>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value as EventListener);
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Makes an element. Functions become listeners; children are nodes or text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, Value> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  apply(node, attributes);
  node.append(...children);
  return node;
}

/** An icon on a 20 px grid, drawn with lines in the text's colour. */
export function icon(path: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const node = document.createElementNS(space, 'svg');
  const line = document.createElementNS(space, 'path');
  apply(node, { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true' });
  apply(line, { d: path });
  node.append(line);
  return node;
}

/** Strict policies of host pages forbid `<style>` and style attributes; sheets made by script are the one way that always works. */
export function addStyles(root: ShadowRoot, text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
