import { classes } from '../../controls/classes.ts';
import signsCss from '../signs.module.css';
import css from './Edge.module.css';

/** Heads of the edges: an arrow for excitation and current, a round one for inhibition. */
export function Markers() {
  return (
    <svg className={css.markers} aria-hidden="true">
      <defs>
        <Arrow id="head-excitatory" className={classes(css.head, signsCss.excitatory)} />
        <Arrow id="head-injection" className={classes(css.head, css.injection)} />
        <marker
          id="head-inhibitory"
          className={classes(css.head, signsCss.inhibitory)}
          markerUnits="userSpaceOnUse"
          markerWidth={14}
          markerHeight={14}
          viewBox="0 0 14 14"
          refX={7}
          refY={7}
          orient="auto"
        >
          <circle cx={7} cy={7} r={5.5} />
        </marker>
      </defs>
    </svg>
  );
}

function Arrow({ id, className }: { id: string; className: string }) {
  return (
    <marker
      id={id}
      className={className}
      markerUnits="userSpaceOnUse"
      markerWidth={14}
      markerHeight={14}
      viewBox="0 0 14 14"
      refX={11}
      refY={7}
      orient="auto"
    >
      <path d="M1 1.5 L13 7 L1 12.5 Z" />
    </marker>
  );
}
