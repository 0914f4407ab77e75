import type { GroupConfig, Problem } from '../../contract/index.ts';
import { problem } from '../../document/problems.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
import { middle } from '../decays.ts';
import { titleOf } from '../resolve.ts';
import type { PopulationMap } from '../types.ts';
import { type RunFacts, windowStart } from './facts.ts';
import { intervalNotices } from './intervals.ts';

/** Share of the highest possible rate from which on a population counts as saturated. */
const SATURATED = 0.9;

/** Populations that did not spike, as often as their refractory period lets them, or as the time step decides. */
export function firingNotices(facts: RunFacts): Problem[] {
  return facts.map.populations.flatMap((population) => {
    const group = facts.config.groups[population.index];
    if (population.kind !== 'population' || group === undefined || group.threshold === null) return [];
    return (
      silence(facts, population) ??
      saturation(facts, population, group) ??
      intervalNotices(facts, population, group) ??
      []
    );
  });
}

const shown = (value: number): string =>
  Number(value.toPrecision(4)).toLocaleString('en', { maximumSignificantDigits: 4 });

function silence(facts: RunFacts, { id, name, spikes }: PopulationMap): Problem[] | null {
  const { dtMs, fromMs } = facts.map;
  const { recordings } = facts;
  const endMs = recordings.endStep * dtMs;
  const subject = { id, title: titleOf('Population', name) };
  const all = recordings.spikesFrom(spikes, 0);
  if (all > 0) {
    if (fromMs >= endMs || recordings.spikesFrom(spikes, Math.round(fromMs / dtMs)) > 0) return null;
    const times = all === 1 ? 'once' : `${all.toLocaleString('en')} times`;
    const sentence = `it did not spike in the analysis window, from ${shown(fromMs)} to ${shown(endMs)} ms; before it, ${times}.`;
    return [problem({ code: 'silent', severity: 'note', subject, sentence })];
  }
  const reached = isReached(facts, id);
  if (!reached && facts.map.populations.some((other) => other.kind === 'population' && isReached(facts, other.id))) {
    const sentence = `no synapse and no current that is switched on reaches it, and it did not spike in ${shown(endMs)} ms. Connect it, or take it away.`;
    return [problem({ code: 'never-connected', severity: 'note', subject, sentence })];
  }
  const hint = reached
    ? 'Is its input strong enough for its threshold?'
    : 'No synapse and no current that is switched on reaches it.';
  const sentence = `it did not spike in ${shown(endMs)} ms. ${hint}`;
  return [problem({ code: 'silent', severity: 'note', subject, sentence })];
}

/** Whether a current or a spike could reach a population: along an edge that does not begin at a stimulus that is switched off. */
function isReached({ document }: RunFacts, id: string): boolean {
  return document.edges.some(({ kind, source, target }) => {
    if (kind === 'tap' || target !== id) return false;
    const from = document.nodes.find((node) => node.id === source);
    return (
      from?.kind === 'population' ||
      (from?.kind === 'stimulus' && from.enabled && findStimulus(from.model) !== undefined)
    );
  });
}

function saturation(facts: RunFacts, population: PopulationMap, { refractoryMs }: GroupConfig): Problem[] | null {
  const { dtMs } = facts.map;
  const { recordings } = facts;
  const first = windowStart(facts);
  const seconds = ((recordings.endStep - first) * dtMs) / 1000;
  const rateHz = recordings.spikesFrom(population.spikes, first) / (population.size * seconds);
  const periodMs = refractoryMs === null ? 0 : middle(refractoryMs);
  // After a refractory period the next step is the first in which it can spike.
  const highestHz = 1000 / (periodMs + dtMs);
  if (rateHz < SATURATED * highestHz) return null;
  const why =
    periodMs > 0
      ? `its refractory period of ${shown(periodMs)} ms allows ${shown(highestHz)} Hz`
      : 'it spikes in nearly every step';
  const subject = { id: population.id, title: titleOf('Population', population.name) };
  const sentence = `it is saturated: it fires at ${shown(rateHz)} Hz, and ${why}. Its rate says little of its input, which may be too strong.`;
  return [problem({ code: 'saturated', severity: 'note', subject, sentence })];
}
