import { classes } from '../../controls/classes.ts';
import { findProbeKind } from '../../library/probes/index.ts';
import { type Profile, pathOf, readable } from '../inspector/profile-points.ts';
import signsCss from '../signs.module.css';

/** Triangle for excitatory, circle for inhibitory: colour never stands alone. */
export function SignIcon({ sign }: { sign: 'excitatory' | 'inhibitory' }) {
  return (
    <svg
      className={classes(signsCss.signature, signsCss[sign])}
      viewBox="0 0 16 16"
      width={14}
      height={14}
      role="img"
      aria-label={sign}
    >
      {sign === 'excitatory' ? (
        <path d="M8 2 L14.5 14 H1.5 Z" fill="currentColor" />
      ) : (
        <circle cx={8} cy={8} r={5.5} fill="currentColor" />
      )}
    </svg>
  );
}

/** Shapes of the stimuli over time, in a 16 px box; the first whose word is in the model's id. */
const SHAPES: readonly (readonly [word: string, path: string])[] = [
  ['pulse', 'M1 13 H3 V4 H5.5 V13 H8 V4 H10.5 V13 H13 V4 H15'],
  ['step', 'M1 13 H6 V3 H15'],
  ['ramp', 'M1 13 H4 L12 3 H15'],
  ['sine', 'M1 8 C3 0 5.5 0 8 8 S13 16 15 8'],
  ['noise', 'M1 9 L3 5 L4.5 11 L6.5 3 L8 12 L10 6 L11.5 10 L13 4 L15 8'],
  ['noisy', 'M1 9 L3 5 L4.5 11 L6.5 3 L8 12 L10 6 L11.5 10 L13 4 L15 8'],
  ['ornstein', 'M1 9 L3 5 L4.5 11 L6.5 3 L8 12 L10 6 L11.5 10 L13 4 L15 8'],
  ['background', 'M2 3 V7 M5 3 V7 M11 3 V7 M3.5 9 V13 M8 9 V13 M9.5 9 V13 M14 9 V13'],
  ['poisson', 'M2 4 V12 M4 4 V12 M8 4 V12 M12.5 4 V12 M14 4 V12'],
  ['rate-profile', 'M1 13 H4 L8 3 L11 10 H15'],
  ['gamma', 'M2 4 V12 M5 4 V12 M8.5 4 V12 M11 4 V12 M14 4 V12'],
  ['spike', 'M2 4 V12 M6 4 V12 M10 4 V12 M14 4 V12'],
];

const FLAT = 'M1 8 H15';

/** The course of a drawn rate, in the box of the other shapes. */
function drawn(profile: Profile): string | null {
  const points = readable(profile);
  if (points.length === 0) return null;
  const highest = Math.max(...points.map(({ rateHz }) => rateHz));
  const last = points.at(-1)?.timeMs ?? 0;
  return pathOf(points, { timeMs: last || 1, rateHz: highest || 1 }, { width: 14, height: 12 });
}

/** The stimulus' time course as a small sign; its own where it has a drawn one. */
export function StimulusIcon({ model, profile }: { model: string; profile?: Profile | undefined }) {
  const own = profile === undefined ? null : drawn(profile);
  const path = own ?? SHAPES.find(([word]) => model.includes(word))?.[1] ?? FLAT;
  return (
    <svg
      className={classes(signsCss.signature, signsCss.stimulus)}
      viewBox="0 0 16 16"
      width={16}
      height={16}
      aria-hidden="true"
    >
      <path
        transform={own === null ? undefined : 'translate(1 2)'}
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** Of a probe of a kind that there is not. */
const UNKNOWN_PROBE = 'M2 2 H14 V14 H2 Z M6 6 L10 10 M10 6 L6 10';

/** A small line drawing in a box of 16 by 16. */
function Outline({ d }: { d: string }) {
  return (
    <svg className={signsCss.signature} viewBox="0 0 16 16" width={15} height={15} aria-hidden="true">
      <path d={d} fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}

export const ProbeIcon = ({ probe }: { probe: string }) => <Outline d={findProbeKind(probe)?.icon ?? UNKNOWN_PROBE} />;
