import { compile } from '../../src/compile/index.ts';
import type { Integrator } from '../../src/contract/index.ts';
import {
  emptyNetwork,
  type NetworkDocument,
  type NetworkEdge,
  type NetworkNode,
  type OwnModel,
} from '../../src/document/schema.ts';
import { createEngine } from '../../src/engine/index.ts';
import { population } from '../couplings/networks.ts';

/** Networks whose step may be too coarse, and what they give at it and at a fiftieth of it. */

interface Parts {
  readonly model: string;
  readonly size: number;
  readonly dt: string;
  readonly duration?: string;
  readonly integrator?: 'default' | Integrator;
  readonly initial?: Readonly<Record<string, string | { readonly uniform: readonly [string, string] }>>;
  readonly current?: string;
  readonly nodes?: readonly NetworkNode[];
  readonly edges?: readonly NetworkEdge[];
  readonly own?: OwnModel;
}

/** A population "N" under a step of current, and what else there is. */
export function networkOf({ model, size, dt, current, own, ...parts }: Parts): NetworkDocument {
  const { duration = '200 ms', integrator = 'default', initial = {}, nodes = [], edges = [] } = parts;
  const position = { x: 0, y: 0 };
  const drive: NetworkNode[] =
    current === undefined
      ? []
      : [
          {
            kind: 'stimulus',
            id: 'S',
            name: 'S',
            position,
            model: 'step',
            parameters: { amplitude: current, onset: '0 ms' },
            enabled: true,
          },
        ];
  return {
    ...emptyNetwork(),
    run: { duration, dt, seed: 5, from: '0 ms' },
    ...(own === undefined ? {} : { models: { [model]: own } }),
    nodes: [population('N', { model, size, integrator, initial: initial as never }), ...drive, ...nodes],
    edges: [
      ...drive.map(({ id }): NetworkEdge => ({ id: 'SN', kind: 'injection', source: id, target: 'N', scale: 1 })),
      ...edges,
    ],
  };
}

/** What is said of the step. */
export const saidOfStep = (document: NetworkDocument): readonly string[] =>
  compile(document).problems.flatMap(({ code, message }) => (code === 'time-step' ? [message] : []));

/** Whether a warning says so, and not only a note. */
const isWarned = (document: NetworkDocument): boolean =>
  compile(document).problems.some(({ code, severity }) => code === 'time-step' && severity === 'warning');

/** Spikes of the population, at another step if one is given. */
export async function spikesOf(document: NetworkDocument, dt = document.run.dt): Promise<number> {
  const { config, map, problems } = compile({ ...document, run: { ...document.run, dt } });
  if (config === null) throw new Error(problems.map(({ message }) => message).join(' '));
  const engine = await createEngine(config);
  const { spikeCounts } = engine.advance(Math.round(map.durationMs / map.dtMs));
  engine.dispose();
  return spikeCounts[0] ?? Number.NaN;
}

/** How far the number of spikes is off what it is at a fiftieth of the step. */
export async function errorOf(document: NetworkDocument): Promise<number> {
  const dtMs = Number.parseFloat(String(document.run.dt));
  const [spikes, right] = [await spikesOf(document), await spikesOf(document, `${dtMs / 50} ms`)];
  return Math.abs(spikes - right) / Math.max(1, right);
}

/** Numbers in [0, 1), the same at each run. */
export function* draws(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Of cases that are far off and of those that are right, how many are warned of. */
export async function told(
  cases: readonly NetworkDocument[],
): Promise<Record<'wrong' | 'right', { of: number; told: number }>> {
  const counts = { wrong: { of: 0, told: 0 }, right: { of: 0, told: 0 } };
  for (const document of cases) {
    // What is refused has been told.
    if (compile(document).config === null) continue;
    const error = await errorOf(document);
    const count = error > 0.2 ? counts.wrong : error < 0.02 ? counts.right : null;
    if (count === null) continue;
    count.of++;
    if (isWarned(document)) count.told++;
  }
  return counts;
}
