import { classes } from '../../controls/classes.ts';
import { findProbeKind } from '../../library/probes/index.ts';
import { findStimulus } from '../../library/stimuli/index.ts';
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

/** Of a stimulus that there is not. */
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
  const path = own ?? findStimulus(model)?.icon ?? FLAT;
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
