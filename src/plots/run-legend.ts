import { configurationToken, token } from './colours.ts';
import { dashOf } from './runs.ts';
import type { RunView } from './types.ts';

/** How the one curve of a run is drawn where those of several configurations share a plot. */
export interface RunMark {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** One configuration in the title row of a plot. */
export interface LegendEntry extends RunMark {
  readonly label: string;
  /** What is said of it where there is room. */
  readonly said: string;
}

/** In the colour and with the dash of the configuration; a run alone has the accent. */
export const markOf = ({ label }: RunView): RunMark => ({
  colour: token(label === '' ? '--accent' : configurationToken(label)),
  dash: dashOf(label),
});

const SAMPLE_PX = 22;
const GAP_PX = 12;
const TEXT_TOP = 4;
const SAMPLE_TOP = 10;

/** What stands beside each mark: label and remark where all of it fits into the width, else the labels. */
export function legendTexts(
  entries: readonly LegendEntry[],
  widthOf: (text: string) => number,
  width: number,
): readonly string[] {
  const whole = entries.map(({ label, said }) => `${label} ${said}`.trim());
  const taken = whole.reduce((sum, text) => sum + SAMPLE_PX + widthOf(text) + GAP_PX, -GAP_PX);
  return taken <= width ? whole : entries.map(({ label }) => label);
}

/** Draws a stroke and a text for each entry into the row above a plot. */
export function drawLegend(
  context: CanvasRenderingContext2D,
  entries: readonly LegendEntry[],
  left: number,
  width: number,
): void {
  const texts = legendTexts(entries, (text) => context.measureText(text).width, width);
  let place = left;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  entries.forEach(({ colour, dash }, k) => {
    const text = texts[k] ?? '';
    context.save();
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(place, SAMPLE_TOP);
    context.lineTo(place + SAMPLE_PX - 4, SAMPLE_TOP);
    context.stroke();
    context.restore();
    context.fillText(text, place + SAMPLE_PX, TEXT_TOP);
    place += SAMPLE_PX + context.measureText(text).width + GAP_PX;
  });
}
