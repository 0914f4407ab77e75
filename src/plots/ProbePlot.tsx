import { token } from './colours.ts';
import { Drawn } from './Drawn.tsx';
import { observesNothing, UNTAPPED } from './drawers.ts';
import type { Drawer, ProbeProps } from './types.ts';
import { useFigures } from './use-figures.ts';
import { Waiting } from './Waiting.tsx';

/** A probe on the canvas, however its drawing comes about. */
export function ProbePlot({ drawn, ...props }: ProbeProps & { readonly drawn: Drawer }) {
  const { width, height } = props;
  if (drawn.by === 'view') return <drawn.View {...props} />;
  if (drawn.by === 'figure') return <FigurePlot drawn={drawn} {...props} />;
  return <Drawn drawing={drawn.draw({ ...props, inks: token })} width={width} height={height} />;
}

/** Drawn when the analysis answers, a few times a second. */
function FigurePlot({ drawn, ...props }: ProbeProps & { readonly drawn: Extract<Drawer, { readonly by: 'figure' }> }) {
  const figures = useFigures(props.runs, drawn.asked(props.probe));
  if (figures === null && !observesNothing(props)) return <Waiting />;
  const drawing = figures === null ? UNTAPPED : drawn.draw({ ...props, inks: token }, figures);
  return <Drawn drawing={observesNothing(props) ? UNTAPPED : drawing} width={props.width} height={props.height} />;
}
