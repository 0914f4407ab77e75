import { abilitiesOf, SECTION, topologies, wiringOf } from '../../library/topologies/index.ts';
import { THREAD_STRIDE } from '../memory/layout.ts';
import { Draws, Purpose } from '../random/draws.ts';
import { geometricTable, LEAST_TABLED } from '../random/geometric.ts';
import { draw } from '../random/values.ts';
import { checkDelays, delayDistribution } from './delays.ts';
import {
  type GapTable,
  type ProjectionMemory,
  type ProjectionRequest,
  type RowScratch,
  type Share,
  stretchesOf,
  type Way,
  type WeightFormat,
  weightBytes,
} from './memory.ts';
import { type Amount, rowCapacity, shareOf } from './sizes.ts';

/** The part of the memory layout that is needed here. */
interface Reserving {
  reserve(bytes: number): number;
}

/** Decides how a projection is kept, and reserves its room. Throws RangeError with a sentence where it cannot be made. */
export function placeProjection(layout: Reserving, request: ProjectionRequest): ProjectionMemory {
  const { name, rule, ends, weight, delayMs, dtMs } = request;
  const { fault } = wiringOf(rule, ends);
  if (fault !== null) throw new RangeError(`${name}: ${fault}`);
  checkDelays(name, delayMs, dtMs);
  for (const values of [weight, delayMs]) {
    if (values.kind === 'uniform' || values.kind === 'normal') draw(values, new Draws(0, 0, Purpose.values));
  }
  return place(layout, request);
}

/** How many bytes a projection takes. */
export function projectionBytes(request: ProjectionRequest): number {
  let bytes = 0;
  place(
    {
      reserve: (more) => {
        bytes += more;
        return 0;
      },
    },
    request,
  );
  return bytes;
}

/** How many synapses a stored projection of one delay has room for. */
export function synapseRoom(request: ProjectionRequest): number {
  const common = { request, way: wayOf(request), weight: formatOf(request), delayed: false };
  let bytes = 0;
  for (let thread = 0; thread < request.threads; thread++) bytes += shareOf(common, thread).bytes;
  return bytes / 2;
}

function place(layout: Reserving, request: ProjectionRequest): ProjectionMemory {
  const { partition, ends, threads } = request;
  const way = wayOf(request);
  const weight = formatOf(request);
  const delayed = request.delayMs.kind !== 'constant';
  const stretches = stretchesOf(partition);
  const stored = way !== 'regenerated';
  const common = { request, way, weight, delayed };
  const rows = stored ? layout.reserve(4 * ends.sources * (stretches + 1)) : 0;
  const amounts = stored ? Array.from({ length: threads }, (_, thread) => shareOf(common, thread)) : [];
  const total = amounts.reduce((sum, { bytes }) => sum + bytes, 0);
  const targets = layout.reserve(total);
  return {
    ...common,
    rows,
    targets,
    weights: delayed || !stored ? 0 : layout.reserve((total / 2) * weightBytes(weight)),
    starts: layout.reserve(4 * (stretches + 1)),
    firstOf: layout.reserve(4 * (threads + 1)),
    shares: sharesOf(amounts, targets),
    shareTable: layout.reserve(16 * threads),
    status: layout.reserve(threads * THREAD_STRIDE),
    scratch: placeScratch(layout, common),
    gaps: way === 'listed' ? null : placeGaps(layout, request),
  };
}

function wayOf({ name, rule, weight, delayMs, storage }: ProjectionRequest): Way {
  const listed = [weight, delayMs].some(({ kind }) => kind === 'array' || kind === 'distance');
  const by = abilitiesOf(rule).generated?.by;
  if (storage === 'stored') {
    if (listed || by === undefined) return 'listed';
    return by === 'source' ? 'by-source' : 'by-target';
  }
  if (by === 'source' && !listed) return 'regenerated';
  const able = Object.values(topologies).flatMap((topology) =>
    topology.generated !== undefined && topology.by === 'source' ? [topology.name.toLowerCase()] : [],
  );
  throw new RangeError(
    `${name}: synapses can be regenerated where the rule is ${able.join(' or ')} and no ` +
      `weights or delays are listed; ${listed ? 'these are listed' : `the rule is ${rule.kind}`}`,
  );
}

function formatOf({ weight, weightAddress, precision }: ProjectionRequest): WeightFormat {
  if (weight.kind === 'constant') return { kind: 'constant', value: weight.value, address: weightAddress };
  if (weight.kind !== 'array' || precision === 'f32') return { kind: 'f32' };
  return { kind: weight.values.every((value) => Math.fround(value) === value) ? 'f32' : 'f64' };
}

function sharesOf(amounts: readonly Amount[], address: number): Share[] {
  let from = address;
  return amounts.map(({ firstSource, endSource, bytes }) => {
    const share = { firstSource, endSource, from, to: from + bytes };
    from += bytes;
    return share;
  });
}

type Common = Pick<ProjectionMemory, 'request' | 'way' | 'weight' | 'delayed'>;

function placeScratch(layout: Reserving, common: Common): RowScratch {
  const { request, way, delayed } = common;
  const { ends, threads, rule, delayMs } = request;
  const capacity =
    way === 'regenerated'
      ? Math.min(SECTION, ends.targets) + 32
      : delayed && way !== 'listed'
        ? rowCapacity(request)
        : 0;
  const delays = aligned(2 * capacity);
  const weights = delays + aligned(2 * capacity);
  const cursors = weights + aligned(4 * capacity);
  const marks = cursors + (delayed && capacity > 0 ? 8 * delayDistribution(delayMs, request.dtMs).length : 0);
  const { generated } = abilitiesOf(rule);
  const marked = generated?.by === 'target' && !generated.multapses ? 4 * ends.sources : 0;
  const threadBytes = way === 'listed' ? 0 : aligned(marks + marked);
  const address = layout.reserve(threads * threadBytes);
  return { address, threadBytes, capacity, delays, weights, cursors, marks };
}

const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64;

function placeGaps(layout: Reserving, { rule }: ProjectionRequest): GapTable | null {
  const { generated } = abilitiesOf(rule);
  if (generated?.by !== 'source' || !isTabled(generated.probability)) return null;
  const { thresholds, guide } = geometricTable(generated.probability);
  const address = layout.reserve(thresholds.byteLength + guide.byteLength);
  return { thresholds: address, guide: address + thresholds.byteLength, length: thresholds.length };
}

const isTabled = (probability: number): boolean => probability >= LEAST_TABLED && probability < 1;
