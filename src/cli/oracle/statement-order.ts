import { type Expression, named, namesIn, printExpression, type Statement, substitute } from '../../equations/index.ts';
import { NotSupported } from './not-supported.ts';

/**
 * What a pathway's statements do, in the order that the engine keeps: states of the end that spikes (`before`), then what is
 * released and the weight, synapse by synapse, then states again (`after`).
 */
export interface OrderedStatements {
  readonly before: string;
  readonly after: string;
  /** The amplitude of a spike, read before `onWeight`; null: the pathway releases nothing. */
  readonly release: string | null;
  /** Name of the target's state that receives it. */
  readonly receiver: string | null;
  readonly onWeight: string;
}

const WEIGHT = 'w';
const POST = '_post';

/** What `x_post` names: the state `x` of the target; null where a name is of no target. */
export const ofTarget = (name: string): string | null =>
  name.endsWith(POST) && name.length > POST.length ? name.slice(0, -POST.length) : null;

type Role = 'state' | 'weight' | 'release';

interface Placed {
  readonly statement: Statement;
  readonly role: Role;
}

/**
 * Brian2 runs statements as they are written. They are moved only past others that they share nothing with; where a sequence
 * cannot be told in the engine's order without changing a result, it is not supported. `states` are those of the end that spikes.
 */
export function orderStatements(
  pathway: string,
  list: readonly Statement[],
  states: readonly string[],
): OrderedStatements {
  const placed = list.map((statement): Placed => ({ statement, role: roleOf(pathway, statement, states) }));
  const releases = placed.filter(({ role }) => role === 'release');
  if (releases.length > 1) throw new NotSupported(`${pathway} with several releases`);
  const after = new Set<Placed>();
  placed.forEach((entry, place) => {
    if (entry.role === 'state' && comesAfter(pathway, entry, place, placed, after)) after.add(entry);
  });
  const textOf = (kept: (entry: Placed) => boolean): string =>
    placed
      .filter(kept)
      .map(({ statement }) => statement.text)
      .join('; ');
  const [release] = releases;
  return {
    before: textOf((entry) => entry.role === 'state' && !after.has(entry)),
    after: textOf((entry) => after.has(entry)),
    release: release === undefined ? null : amplitudeOf(pathway, release.statement, weightBefore(release, placed)),
    receiver: release === undefined ? null : ofTarget(release.statement.target),
    onWeight: textOf(({ role }) => role === 'weight'),
  };
}

function roleOf(pathway: string, { target, text }: Statement, states: readonly string[]): Role {
  if (states.includes(target)) return 'state';
  if (target === WEIGHT) return 'weight';
  // `x_post += w*u*x` is what an arriving spike brings.
  if (ofTarget(target) !== null) return 'release';
  throw new NotSupported(`${pathway}: ${text}`);
}

/** Whether a statement on a state has to act after the synapses were treated. */
function comesAfter(
  pathway: string,
  entry: Placed,
  place: number,
  placed: readonly Placed[],
  after: ReadonlySet<Placed>,
): boolean {
  const bound = placed.map((other) => other !== entry && clash(entry.statement, other.statement));
  const first = placed.findIndex((other, k) => k < place && bound[k] && (other.role !== 'state' || after.has(other)));
  const last = placed.findIndex((other, k) => k > place && bound[k] && other.role !== 'state');
  if (first >= 0 && last >= 0)
    throw new NotSupported(`${pathway}, whose "${entry.statement.text}" stands between statements that read it`);
  return first >= 0;
}

/** Whether the order of two statements matters: one sets what the other reads or sets. */
function clash(a: Statement, b: Statement): boolean {
  return a.target === b.target || readsOf(a).has(b.target) || readsOf(b).has(a.target);
}

const readsOf = ({ expression }: Statement): ReadonlySet<string> => namesIn(expression);

/** Statements on the weight that come before the release, which reads what they leave. */
function weightBefore(release: Placed, placed: readonly Placed[]): readonly Statement[] {
  return placed
    .slice(0, placed.indexOf(release))
    .filter(({ role }) => role === 'weight')
    .map(({ statement }) => statement);
}

function amplitudeOf(
  pathway: string,
  { operator, expression, text }: Statement,
  changes: readonly Statement[],
): string {
  if (operator !== '+=' && operator !== '-=') throw new NotSupported(`${pathway}: ${text}`);
  const weight = changes.reduce(weightAfter, named(WEIGHT));
  const amplitude = substitute(expression, { [WEIGHT]: weight });
  const { from, to } = expression;
  return printExpression(
    operator === '+=' ? amplitude : { kind: 'unary', operator: '-', operand: amplitude, from, to },
  );
}

/** The weight after a statement, as an expression of what it was before. */
function weightAfter(before: Expression, { operator, expression, from, to }: Statement): Expression {
  const value = substitute(expression, { [WEIGHT]: before });
  if (operator === '=') return value;
  return { kind: 'binary', operator: OPERATIONS[operator], left: before, right: value, from, to };
}

const OPERATIONS = { '+=': '+', '-=': '-', '*=': '*', '/=': '/' } as const;
