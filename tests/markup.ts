const ATTRIBUTES = '(?:\\s+[A-Za-z_][\\w:.-]*="(?:[^"<&]|&(?:amp|lt|gt|quot);)*")*';
const TOKEN = new RegExp(`<(/?)([A-Za-z][\\w-]*)(${ATTRIBUTES})\\s*(/?)>|((?:[^<&]|&(?:amp|lt|gt|quot);)+)`, 'y');

/** The names of the elements of an XML text, in the order in which they open; throws where it is not well-formed. */
export function tagsOf(xml: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  const token = new RegExp(TOKEN);
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) throw new Error(`not well-formed: ${xml.slice(at, at + 120)}`);
    const [, slash, name, attributes = '', ends] = match;
    if (name === undefined) continue;
    const given = [...attributes.matchAll(/([\w:.-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(given).size < given.length) throw new Error(`an attribute stands twice: <${name}${attributes}>`);
    if (slash === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
    } else {
      names.push(name);
      if (ends === '') open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`);
  return names;
}
