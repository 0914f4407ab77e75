import { groupsAround, groupsOf } from './groups.ts';
import type { Copies, Group, NetworkDocument, NetworkEdge, NetworkNode, Repeat } from './schema.ts';

/** Of more nodes and edges than this, a network is not made: it would take minutes to compile. */
export const MOST_COPIES = 20_000;

/** Place of a copy in the grid of each repeated group around a node, the outermost group first. */
type Address = readonly number[];

/** A repeated group around a node. */
interface Around {
  readonly id: string;
  readonly repeat: Repeat;
}

export const copiesOf = ({ columns, rows }: Repeat): number => columns * rows;

const isRepeated = (group: Group): boolean => group.repeat !== undefined && copiesOf(group.repeat) > 1;

/** The repeated groups around a node, the outermost first. */
export function repeatsAround(document: Pick<NetworkDocument, 'groups'>, node: NetworkNode | undefined): Around[] {
  if (node === undefined) return [];
  return groupsAround(document, node)
    .filter(isRepeated)
    .flatMap(({ id, repeat }) => (repeat === undefined ? [] : [{ id, repeat }]))
    .reverse();
}

/** "2" of the second copy, "2.1" of the first within the second of the group around it; empty for the first of all. */
const suffix = (address: Address): string => (address.every((k) => k === 0) ? '' : address.map((k) => k + 1).join('.'));

/** Id of a copy: the first keeps the node's own, so that it draws the same random numbers however many there are. */
const copyId = (id: string, address: Address): string => (suffix(address) === '' ? id : `${id}~${suffix(address)}`);

/** Id of the node or edge of the document that one of a network's copies is of. */
export const originOf = (id: string): string => id.split('~')[0] ?? id;

/** All addresses within the groups, in the order of their copies. */
function addresses(around: readonly Around[]): Address[] {
  return around.reduce<Address[]>(
    (outer, { repeat }) =>
      outer.flatMap((address) => Array.from({ length: copiesOf(repeat) }, (_, k) => [...address, k])),
    [[]],
  );
}

/** The copies beside the k-th in the grid, left, right, above and below, each once. */
function neighbours({ columns, rows, border }: Repeat, k: number): Set<number> {
  const [column, row] = [k % columns, Math.floor(k / columns)];
  const beside = [
    [column - 1, row],
    [column + 1, row],
    [column, row - 1],
    [column, row + 1],
  ] as const;
  const inGrid = beside.flatMap(([x, y]) => {
    const outside = x < 0 || y < 0 || x >= columns || y >= rows;
    if (outside && border === 'open') return [];
    return [((y + rows) % rows) * columns + ((x + columns) % columns)];
  });
  return new Set(inGrid.filter((other) => other !== k));
}

function joined(copies: Copies, repeat: Repeat, from: number, to: number): boolean {
  if (copies === 'all') return true;
  if (copies === 'same') return from === to;
  return copies === 'others' ? from !== to : neighbours(repeat, from).has(to);
}

/** How the copies of an edge's two ends correspond; null: neither end is repeated. */
export interface Pairing {
  readonly from: readonly Around[];
  readonly to: readonly Around[];
  /** Number of repeated groups around both. */
  readonly shared: number;
  /** The grid whose copies `copies` compares: that of the innermost shared group, or of two groups alike; null: all are joined with all. */
  readonly grid: Repeat | null;
  readonly copies: Copies;
}

const sameGrid = (a: Repeat, b: Repeat): boolean => a.columns === b.columns && a.rows === b.rows;

/** Which copies an edge joins; taps join the probe with every copy. */
export function pairingOf(document: Pick<NetworkDocument, 'nodes' | 'groups'>, edge: NetworkEdge): Pairing | null {
  const [from = [], to = []] = [edge.source, edge.target].map((id) =>
    repeatsAround(
      document,
      document.nodes.find((node) => node.id === id),
    ),
  );
  if (edge.kind === 'tap') return to.length === 0 ? null : { from: [], to, shared: 0, grid: null, copies: 'all' };
  if (from.length === 0 && to.length === 0) return null;
  const shared = from.findIndex(({ id }, k) => id !== to[k]?.id);
  const depth = shared < 0 ? from.length : shared;
  if (depth > 0) {
    return { from, to, shared: depth, grid: from[depth - 1]?.repeat ?? null, copies: edge.copies ?? 'same' };
  }
  const [a, b] = [from.at(-1)?.repeat, to.at(-1)?.repeat];
  const grid = a !== undefined && b !== undefined && sameGrid(a, b) ? a : null;
  return { from, to, shared: 0, grid, copies: grid === null ? 'all' : (edge.copies ?? 'all') };
}

function isJoined({ from, to, shared, grid, copies }: Pairing, source: Address, target: Address): boolean {
  if (grid === null) return true;
  if (shared === 0) return joined(copies, grid, source[from.length - 1] ?? 0, target[to.length - 1] ?? 0);
  for (let k = 0; k < shared - 1; k++) if (source[k] !== target[k]) return false;
  return joined(copies, grid, source[shared - 1] ?? 0, target[shared - 1] ?? 0);
}

function copyNode(node: NetworkNode, address: Address): NetworkNode {
  const text = suffix(address);
  return text === '' ? node : { ...node, id: copyId(node.id, address), name: `${node.name} ${text}` };
}

function copyEdge(edge: NetworkEdge, source: Address, target: Address): NetworkEdge {
  const ends = [suffix(source), suffix(target)];
  if (ends.every((text) => text === '')) return edge;
  const id = `${edge.id}~${ends.map((text) => text || '1').join('-')}`;
  const copy = { ...edge, id, source: copyId(edge.source, source), target: copyId(edge.target, target) };
  // Weights that were kept are those of the first copy.
  if (copy.kind === 'synapse') delete copy.learned;
  return copy;
}

const product = (around: readonly Around[]): number =>
  around.reduce((count, { repeat }) => count * copiesOf(repeat), 1);

/** Number of nodes and edges of the expanded network, without making them. */
export function countCopies(document: NetworkDocument): number {
  const nodes = document.nodes.map((node) => (node.kind === 'probe' ? 1 : product(repeatsAround(document, node))));
  const edges = document.edges.map((edge) => pairsOf(document, edge));
  return [...nodes, ...edges].reduce((sum, count) => sum + count, 0);
}

/** Number of neurons, those of all copies. */
export function countNeurons(document: Pick<NetworkDocument, 'nodes' | 'groups'>): number {
  return document.nodes.reduce(
    (sum, node) => sum + (node.kind === 'population' ? node.size * product(repeatsAround(document, node)) : 0),
    0,
  );
}

/** Number of pairs of copies that an edge joins; 1 where nothing is repeated. */
export function pairsOf(document: Pick<NetworkDocument, 'nodes' | 'groups'>, edge: NetworkEdge): number {
  const pairing = pairingOf(document, edge);
  if (pairing === null) return 1;
  const { from, to, shared, grid, copies } = pairing;
  // Pairs of copies in the grid that `copies` speaks of; the groups beyond it go with all.
  const all = product(from) * product(to);
  if (grid === null) return all;
  const size = copiesOf(grid);
  const joinedPairs = Array.from({ length: size }, (_, k) => joinedTo(copies, grid, k)).reduce((sum, n) => sum + n, 0);
  const outer = shared > 1 ? product(from.slice(0, shared - 1)) : 1;
  return (all / (size * size * outer)) * joinedPairs;
}

/** Number of copies that the k-th is joined to. */
function joinedTo(copies: Copies, grid: Repeat, k: number): number {
  if (copies === 'same') return 1;
  if (copies === 'neighbours') return neighbours(grid, k).size;
  return copiesOf(grid) - (copies === 'others' ? 1 : 0);
}

/**
 * The network with the contents of repeated groups as often as they say, each copy under an id of its own (`E~2`), and its
 * edges between the copies that they join. The same document where nothing is repeated. Probes stay one and observe every copy.
 */
export function expandRepeats(document: NetworkDocument): NetworkDocument {
  if (!groupsOf(document).some(isRepeated)) return document;
  const nodes = document.nodes.flatMap((node) => {
    const around = node.kind === 'probe' ? [] : repeatsAround(document, node);
    return addresses(around).map((address) => copyNode(node, address));
  });
  const edges = document.edges.flatMap((edge) => {
    const pairing = pairingOf(document, edge);
    if (pairing === null) return [edge];
    const targets = addresses(pairing.to);
    return addresses(pairing.from).flatMap((source) =>
      targets.filter((target) => isJoined(pairing, source, target)).map((target) => copyEdge(edge, source, target)),
    );
  });
  return { ...document, nodes, edges };
}
