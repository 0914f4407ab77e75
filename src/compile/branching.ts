import type { EngineConfig, LiveChange, Problem } from '../contract/index.ts';
import { type ProblemInput, problem } from '../document/problems.ts';
import type { NetworkDocument } from '../document/schema.ts';
import { titleOf } from '../document/titles.ts';
import { applyOverrides, type Branching, type Override, ofVariant } from '../document/variants.ts';
import { liveChanges } from '../engine/live.ts';
import { compileNetwork } from './network.ts';
import { resolveQuantity } from './resolve.ts';
import { shown } from './timing.ts';
import type { CompileResult, NetworkMap } from './types.ts';

type Branch = NonNullable<Branching['branch']>;

const FROM = {
  name: 'from',
  symbol: '',
  unit: 'ms',
  meaning: 'when it parts from the network',
  default: '0 ms',
  min: '0 ms',
};

/**
 * Compiles a network that becomes a variant on the way: all of the network, and before the step at which the variant begins the
 * changes that make it the variant. What cannot change while it runs is a problem of the override that sets it.
 */
export function compileBranching(network: NetworkDocument, branch: Branch): CompileResult {
  const before = compileNetwork(network);
  if (before.config === null) return before;
  const after = compileNetwork(applyOverrides(network, branch).document);
  if (after.config === null) return after;
  const step = stepOf(branch, before.map);
  if (typeof step !== 'number') return { config: null, map: null, problems: [...step] };
  const changes = changesBetween(before.config, after.config);
  if (changes === null) return { config: null, map: null, problems: notLive(network, branch, before.config) };
  const { recorders } = after.config;
  const known = new Set(before.problems.map(({ message }) => message));
  return {
    // What probes record does not depend on when the variant begins.
    config: { ...before.config, recorders, changes: [{ step, changes }] },
    map: after.map,
    problems: [
      ...before.problems,
      ...after.problems.filter(({ message }) => !known.has(message)),
      ...neverBegins(branch, step, after.map),
    ],
  };
}

const changesBetween = (before: EngineConfig, after: EngineConfig): readonly LiveChange[] | null =>
  liveChanges(before, { ...after, recorders: before.recorders });

const ofBranch = (branch: Branch, input: Omit<ProblemInput, 'subject'>): Problem =>
  ofVariant(branch, problem({ ...input, subject: { id: null, title: '' } }));

/** The step at which the variant begins, or what is wrong with the time. */
function stepOf(branch: Branch, { dtMs }: NetworkMap): number | readonly Problem[] {
  const { value, problems } = resolveQuantity({ id: null, title: '' }, 'variants.from', branch.from, FROM);
  if (value === null || problems.length > 0) return problems.map((fault) => ofVariant(branch, fault));
  return Math.round(value / dtMs);
}

function neverBegins(branch: Branch, step: number, { dtMs, durationMs }: NetworkMap): readonly Problem[] {
  if (step * dtMs < durationMs) return [];
  const [given, allowed] = [String(branch.from), `less than the duration, ${shown(durationMs)} ms`];
  const sentence = `it begins at ${given}, when the run has ended; must be ${allowed}.`;
  const said = { field: 'variants.from', given, allowed, sentence };
  return [ofBranch(branch, { code: 'never-acts', severity: 'warning', ...said })];
}

/** One problem for each override that cannot be made while the network runs. */
function notLive(network: NetworkDocument, branch: Branch, config: EngineConfig): readonly Problem[] {
  const isLive = (override: Override): boolean => {
    const alone = compileNetwork(applyOverrides(network, { ...branch, overrides: [override] }).document);
    return alone.config !== null && changesBetween(config, alone.config) !== null;
  };
  const atFault = branch.overrides.filter((override) => !isLive(override));
  // Each could be made without the others.
  return (atFault.length > 0 ? atFault : branch.overrides).map(({ node, field, value }) => {
    const element = [...network.nodes, ...network.edges].find(({ id }) => id === node);
    const called = element !== undefined && 'name' in element ? element.name : (node ?? '');
    const title = node === null ? 'Run settings' : titleOf(element, 'Group', called);
    const allowed = 'a value that can change while the network runs';
    const sentence = `${field} cannot change at ${branch.from}, while the network runs. Take it out of the variant, or take "from" out, so that the variant is so from the start.`;
    const given = typeof value === 'string' ? value : JSON.stringify(value);
    return problem({ code: 'not-live', subject: { id: node, title }, field, given, allowed, sentence });
  });
}
