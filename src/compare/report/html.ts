/** Text that is markup already; everything else is escaped. */
export interface Markup {
  readonly html: string;
}

export type Content = string | number | Markup | readonly Content[];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function render(content: Content): string {
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return 'html' in content ? content.html : content.map(render).join('');
}

type Attributes = Readonly<Record<string, string | number>>;

/** An element, also of SVG. */
export function element(name: string, attributes: Attributes, ...children: readonly Content[]): Markup {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return { html: `<${name}${given.join('')}>${render(children)}</${name}>` };
}

/** A table with a title as Nordlie et al. have it: a letter, a name, and rows; the first row holds headings. */
export function table(title: string, rows: readonly (readonly Content[])[]): Markup {
  const [heading = [], ...body] = rows;
  return element(
    'table',
    {},
    element('caption', {}, title),
    element('thead', {}, element('tr', {}, ...heading.map((cell) => element('th', { scope: 'col' }, cell)))),
    element('tbody', {}, ...body.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell))))),
  );
}

/** Rows of a name and what it is. */
export function listing(title: string, rows: readonly (readonly [string, Content])[]): Markup {
  return element(
    'table',
    { class: 'listing' },
    element('caption', {}, title),
    element(
      'tbody',
      {},
      ...rows.map(([name, what]) => element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, what))),
    ),
  );
}
