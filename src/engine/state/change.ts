import type { LiveChange } from '../../contract/index.ts';
import { writeWeight } from '../connectivity/index.ts';
import { item } from '../memory/item.ts';
import { mostElements } from '../memory/partition.ts';
import type { Views } from '../memory/views.ts';
import type { Plan } from '../plan/plan.ts';
import type { PoissonTable } from '../random/poisson.ts';
import { drawElements } from '../random/values.ts';
import { backgroundTable, hasRoom, writeTable } from '../sources/backgrounds.ts';
import { highestOf, mostSpikes } from '../sources/spike-room.ts';
import { writeRates } from '../sources/write.ts';
import { writeParameter, writePropagators, writeTotals } from './groups.ts';

type RateChange = Extract<LiveChange, { readonly kind: 'sourceRate' }>;
type BackgroundChange = Extract<LiveChange, { readonly kind: 'background' }>;

/** Writes changes into the memory between two steps; false, and nothing is written, where there is no room for one. */
export function writeChanges(views: Views, plan: Plan, changes: readonly LiveChange[]): boolean {
  const tables = new Map<LiveChange, PoissonTable>();
  for (const change of changes) {
    if (change.kind === 'sourceRate' && !hasRoomForSpikes(plan, change)) return false;
    if (change.kind !== 'background') continue;
    const table = backgroundTable(change, plan.config);
    if (!hasRoom(item(plan.backgrounds, change.background), table)) return false;
    tables.set(change, table);
  }
  for (const change of changes) {
    const table = tables.get(change);
    if (change.kind === 'background' && table) writeBackground(views, plan, change, table);
    else write(views, plan, change);
  }
  return true;
}

/** The lists of a source were made for its rates and some more. */
function hasRoomForSpikes({ sources, config: { dtMs } }: Plan, { source, rateKHz }: RateChange): boolean {
  const { config, emitter } = item(sources, source);
  return mostSpikes(config, mostElements(emitter.partition), dtMs, highestOf(rateKHz)) <= emitter.capacity;
}

function writeBackground(
  views: Views,
  plan: Plan,
  { background, weight }: BackgroundChange,
  table: PoissonTable,
): void {
  const memory = item(plan.backgrounds, background);
  writeTable(views, memory, table);
  views.doubles(memory.weight, 1)[0] = weight;
}

function write(views: Views, plan: Plan, change: LiveChange): void {
  if (change.kind === 'parameter') {
    const group = item(plan.groups, change.group);
    const values = drawElements(change.values, group.config.size, plan.config.seed);
    writeParameter(views, plan, group, change.index, values);
    writePropagators(views, plan, group);
  } else if (change.kind === 'sourceRate') {
    const { config, data } = item(plan.sources, change.source);
    writeRates(views, plan.config, config, data, change.rateKHz);
  } else if (change.kind === 'couplingWeight') {
    const { config, weight } = item(plan.couplings, change.coupling);
    const target = item(plan.groups, config.target);
    views.doubles(weight, 1)[0] = change.value;
    writeTotals(views, plan, target);
    writePropagators(views, plan, target);
  } else if (change.kind === 'weight') writeWeight(views, item(plan.projections, change.projection), change.value);
}
