import { token } from './colours.ts';
import { Drawn } from './Drawn.tsx';
import { observesNothing, UNTAPPED } from './drawers.ts';
import { useLookedAt } from './looked-at.ts';
import type { Drawer, ProbeProps } from './types.ts';
import { useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

/** A probe on the canvas, however its drawing comes about. */
export function ProbePlot({ drawn, ...props }: ProbeProps & { readonly drawn: Drawer }) {
  const { width, height } = props;
  if (drawn.by === 'view') return <drawn.View {...props} />;
  if (drawn.by === 'figure') return <FigurePlot drawn={drawn} {...props} />;
  if (drawn.ofMoment) return <MomentPlot drawn={drawn} {...props} />;
  return <Drawn drawing={drawn.draw({ ...props, inks: token, lookedAtMs: null })} width={width} height={height} />;
}

/** Drawn anew when another time is looked at. */
function MomentPlot({
  drawn,
  ...props
}: ProbeProps & { readonly drawn: Extract<Drawer, { readonly by: 'recordings' }> }) {
  const lookedAtMs = useLookedAt();
  const drawing = drawn.draw({ ...props, inks: token, lookedAtMs });
  return <Drawn drawing={drawing} width={props.width} height={props.height} />;
}

/** Drawn when the analysis answers, a few times a second. */
function FigurePlot({ drawn, ...props }: ProbeProps & { readonly drawn: Extract<Drawer, { readonly by: 'figure' }> }) {
  const figures = useFigures(props.runs, drawn.asked(props.probe));
  if (figures === null && !observesNothing(props)) return <Waiting />;
  const drawing = figures === null ? UNTAPPED : drawn.draw({ ...props, inks: token, lookedAtMs: null }, figures);
  return <Drawn drawing={observesNothing(props) ? UNTAPPED : drawing} width={props.width} height={props.height} />;
}
