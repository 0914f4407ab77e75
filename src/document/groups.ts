import type { Group, NetworkDocument, NetworkNode } from './schema.ts';

type Grouped = Pick<NetworkDocument, 'nodes' | 'groups'>;
type Item = Pick<NetworkNode | Group, 'id' | 'parent'>;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const groupsOf = ({ groups }: Pick<NetworkDocument, 'groups'>): readonly Group[] => groups ?? [];

export const findGroup = (document: Pick<NetworkDocument, 'groups'>, id: string | undefined): Group | undefined =>
  id === undefined ? undefined : groupsOf(document).find((group) => group.id === id);

/** The groups around a node or group, the innermost first. */
export function groupsAround(document: Pick<NetworkDocument, 'groups'>, item: Item): Group[] {
  const around: Group[] = [];
  for (let group = findGroup(document, item.parent); group; group = findGroup(document, group.parent))
    around.push(group);
  return around;
}

/** Ids of everything in the group, at any depth, groups included. */
export function contentsOf(document: Grouped, id: string): Set<string> {
  const inside = (item: Item) => groupsAround(document, item).some((group) => group.id === id);
  return new Set([...document.nodes, ...groupsOf(document)].filter(inside).map((item) => item.id));
}

/** These ids and those of everything in the groups among them. */
export function withContents(document: Grouped, ids: Iterable<string>): Set<string> {
  const all = new Set(ids);
  for (const { id } of groupsOf(document))
    if (all.has(id)) for (const inner of contentsOf(document, id)) all.add(inner);
  return all;
}

/** The outermost collapsed group around each node or group that is thereby hidden. */
export function hiddenIn(document: Grouped): ReadonlyMap<string, string> {
  const hidden = new Map<string, string>();
  if (!groupsOf(document).some(({ collapsed }) => collapsed)) return hidden;
  for (const item of [...document.nodes, ...groupsOf(document)]) {
    const over = groupsAround(document, item).findLast(({ collapsed }) => collapsed);
    if (over !== undefined) hidden.set(item.id, over.id);
  }
  return hidden;
}

/** The innermost open group, seen on the canvas, whose frame holds the point; not one of `except`. */
export function frameAt(
  document: Grouped,
  { x, y }: { readonly x: number; readonly y: number },
  except: ReadonlySet<string> = new Set(),
): Group | undefined {
  const hidden = hiddenIn(document);
  const depth = (group: Group) => groupsAround(document, group).length;
  return groupsOf(document)
    .filter(({ id, collapsed, position, size }) => {
      const [dx, dy] = [x - position.x, y - position.y];
      const holds = dx >= 0 && dy >= 0 && dx < size.width && dy < size.height;
      return holds && !collapsed && !hidden.has(id) && !except.has(id);
    })
    .sort((a, b) => depth(b) - depth(a))[0];
}

/** "2 populations, 500 neurons" of what is in a group, once. */
export function describeContents(document: Grouped, id: string): string {
  const inside = contentsOf(document, id);
  const nodes = document.nodes.filter((node) => inside.has(node.id));
  const count = (kind: NetworkNode['kind'], one: string, many: string) => {
    const number = nodes.filter((node) => node.kind === kind).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  };
  const neurons = nodes.reduce((sum, node) => sum + (node.kind === 'population' ? node.size : 0), 0);
  const parts = [
    ...count('population', 'population', 'populations'),
    ...(neurons > 0 ? [`${neurons.toLocaleString('en')} ${neurons === 1 ? 'neuron' : 'neurons'}`] : []),
    ...count('stimulus', 'stimulus', 'stimuli'),
    ...count('probe', 'probe', 'probes'),
  ];
  return parts.join(', ') || 'empty';
}
