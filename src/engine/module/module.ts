import { bitmapBuildText, bitmapDeliverText } from '../connectivity/bitmap.ts';
import { buildText, deliverText } from '../connectivity/index.ts';
import { flushWat } from '../connectivity/rings.ts';
import { couplingWat } from '../couplings/coupling-wat.ts';
import { closedText } from '../kernels/closed-wat.ts';
import { type Kernel, type KernelStyle, outputKernel, resetKernel } from '../kernels/group.ts';
import { inputWat } from '../kernels/input-wat.ts';
import { updateKernel } from '../kernels/update.ts';
import { item } from '../memory/item.ts';
import type { Precision } from '../memory/precision.ts';
import type { Plan } from '../plan/plan.ts';
import { plasticText } from '../plasticity/index.ts';
import { normalWat } from '../random/normal-wat.ts';
import { philoxWat } from '../random/philox-wat.ts';
import { poissonNumberWat } from '../random/poisson-wat.ts';
import { recordWat } from '../recorders/record-wat.ts';
import { backgroundWat } from '../sources/background-wat.ts';
import { gammaWat } from '../sources/gamma.ts';
import { givenWat } from '../sources/given-wat.ts';
import { poissonWat } from '../sources/poisson-wat.ts';
import { profileWat } from '../sources/profile.ts';
import { elementaryFunctions } from '../wat/elementary.ts';
import { barrierWat } from './barrier-wat.ts';
import { deliveryTarget } from './deliveries.ts';
import { runFunction } from './run.ts';
import { resets, updates } from './updates.ts';

/** A module as text, and the functions that threads are told to run. */
export interface ModuleText {
  readonly text: string;
  /** Names of these functions in their order: the phases of the build, then `run`. A command names one by its index. */
  readonly tasks: readonly string[];
}

/**
 * The module of a network, which every thread instantiates. `prepare()` computes what depends on parameters only;
 * `run(from, until)` does whole steps and returns the step it came to, earlier than `until` where a log of spikes is nearly
 * full. All threads run the same steps, each for its own elements.
 */
export function moduleText(plan: Plan, lanes: KernelStyle['lanes']): ModuleText {
  const { precision } = plan.config;
  const kernels = kernelsOf(plan, { precision, lanes, reserve: (bytes) => plan.layout.reserve(bytes) });
  const preparations = kernels
    .flatMap((kernel) => kernel.preparations)
    .map(({ locals, body }, k) => `(func $prepare_${k} ${locals}\n${body})`);
  const building = buildText(plan.projections);
  const text = [
    ...commonTexts(precision),
    plan.threads > 1 ? barrierWat(plan.threads) : '',
    building.text,
    ...plan.projections.map((projection, k) => {
      const target = deliveryTarget(plan, k);
      const plastic = plan.plasticity[k];
      return plastic ? plasticText(k, projection, plastic, target.address) : deliverText(k, projection, target);
    }),
    ...bitmapTexts(plan),
    ...plan.groups.map((group, g) => closedText(group, String(g), precision)),
    ...kernels.map((kernel) => kernel.text),
    ...preparations,
    `(func (export "prepare") ${preparations.map((_, k) => `(call $prepare_${k})`).join(' ')})`,
    runFunction(plan),
  ].join('\n');
  const pages = Math.ceil(plan.layout.bytes / 65536);
  const shared = plan.threads > 1 ? 'shared' : '';
  return {
    text: `(module
(import "engine" "memory" (memory ${pages} ${pages} ${shared}))
(import "engine" "thread" (global $thread i32))
(import "engine" "scratch" (global $scratch i32))
${elementaryFunctions(text)}\n${text})`,
    tasks: [...Array.from({ length: building.phases }, (_, phase) => `build_phase_${phase}`), 'build_bitmaps', 'run'],
  };
}

/** Functions that any network may use: random numbers, sources, inputs, recorders. */
const commonTexts = (precision: Precision): string[] => [
  philoxWat,
  normalWat,
  poissonNumberWat,
  poissonWat,
  profileWat,
  gammaWat,
  backgroundWat(precision),
  inputWat(precision),
  couplingWat(precision),
  recordWat(precision),
  givenWat,
  flushWat(precision),
];

/** What each group computes: its update, its reset, and its outputs. */
function kernelsOf({ groups }: Plan, style: KernelStyle): Kernel[] {
  return groups.flatMap((group, g) => [
    ...(updates(group) ? [updateKernel(`$update_${g}`, group, style)] : []),
    ...(resets(group) ? [resetKernel(`$reset_${g}`, group, style)] : []),
    ...group.config.outputs.map(({ program }, o) =>
      outputKernel(`$output_${g}_${o}`, group, program, item(group.outputs, o), style),
    ),
  ]);
}

/** Functions of projections whose rows are also kept as bits; `build_bitmaps` is there without any. */
function bitmapTexts(plan: Plan): string[] {
  const dense = plan.projections.flatMap((projection, k) => {
    const bitmap = plan.bitmaps[k];
    return bitmap ? [{ k, projection, bitmap }] : [];
  });
  return [
    ...dense.flatMap(({ k, projection, bitmap }) => [
      bitmapBuildText(k, projection, bitmap),
      bitmapDeliverText(k, projection, bitmap, deliveryTarget(plan, k)),
    ]),
    `(func (export "build_bitmaps") ${dense.map(({ k }) => `(call $build_bitmap_${k})`).join(' ')})`,
  ];
}
