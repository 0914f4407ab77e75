import type { Draft } from 'immer';
import { entryOf, parseQuantity } from '../units/index.ts';
import { freeId, idsOf } from './free-id.ts';
import type { NetworkDocument } from './schema.ts';

/** One of the configurations of an experiment: the network itself, or one of its variants. */
export interface NamedConfiguration {
  /** A, B, C... by its place. */
  readonly label: string;
  /** Id of the variant; null: the network itself. */
  readonly id: string | null;
  readonly name: string;
  /** Until then it runs as the network itself; absent: it is what it is from the start. */
  readonly from?: string | number | undefined;
}

/** So many are compared unless the user says otherwise. */
const USUALLY_COMPARED = 4;

/** A to Z, then AA, AB... */
export function labelOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${labelOf(Math.floor(place / 26) - 1)}${letter}`;
}

/** The place of a label: the inverse of labelOf. */
export function placeOf(label: string): number {
  return [...label].reduce((place, letter) => 26 * (place + 1) + letter.charCodeAt(0) - 65, -1);
}

/** The network itself, then its variants in their order. */
export function configurationsOf({ variants, configurationName }: NetworkDocument): NamedConfiguration[] {
  const all = [{ id: null, name: configurationName ?? 'The network', from: undefined }, ...variants];
  return all.map(({ id, name, from }, place) => ({
    ...{ label: labelOf(place), id, name },
    ...(from === undefined ? {} : { from }),
  }));
}

/** Whether a configuration is compared, by its id ('' for the network itself), where the user has said so. */
export type Checks = Readonly<Record<string, boolean>>;

/** The configurations that are compared: the first few, but for what the user has said. */
export function comparedOf(document: NetworkDocument, checks: Checks = {}): NamedConfiguration[] {
  return configurationsOf(document).filter(({ id }, place) => entryOf(checks, id ?? '') ?? place < USUALLY_COMPARED);
}

type NetworkDraft = Draft<NetworkDocument>;

/** What is said of when a configuration parts from the network itself; empty: it is what it is from the start. */
export const untilText = ({ from }: Pick<NamedConfiguration, 'from'>): string =>
  from === undefined ? '' : `as A until ${from}`;

/** Adds one that runs as the network itself until a time, and from there on with what it will set; gives its id. */
export function addBranch(draft: NetworkDraft, from: string): string {
  const id = addConfiguration(draft, null);
  const branch = draft.variants.find((variant) => variant.id === id);
  if (branch !== undefined) Object.assign(branch, { name: `From ${from}`, from });
  return id;
}

/** Changes when a configuration parts from the network itself: at 0 it is what it is from the start. */
export function setBranch(draft: NetworkDraft, id: string, from: string): void {
  const branch = draft.variants.find((variant) => variant.id === id);
  if (branch === undefined) return;
  const parsed = parseQuantity(from);
  if ('value' in parsed && parsed.value === 0) delete branch.from;
  else branch.from = from;
}

/** Adds a copy of a configuration (null: of the network itself) after all others; gives its id. */
export function addConfiguration(draft: NetworkDraft, of: string | null): string {
  const original = draft.variants.find(({ id }) => id === of);
  const label = labelOf(draft.variants.length + 1);
  const id = freeId(idsOf(draft), idsOf(draft).has(label) ? `configuration-${label}` : label);
  const overrides = JSON.parse(
    JSON.stringify(original?.overrides ?? []),
  ) as (typeof draft.variants)[number]['overrides'];
  draft.variants.push({
    id,
    name: original === undefined ? `Configuration ${label}` : `${original.name}, copy`,
    ...(original?.from === undefined ? {} : { from: original.from }),
    overrides,
  });
  return id;
}

export function removeConfiguration(draft: NetworkDraft, id: string): void {
  draft.variants = draft.variants.filter((variant) => variant.id !== id);
}

export function renameConfiguration(draft: NetworkDraft, id: string | null, name: string): void {
  if (id === null) draft.configurationName = name;
  const variant = draft.variants.find((candidate) => candidate.id === id);
  if (variant !== undefined) variant.name = name;
}
