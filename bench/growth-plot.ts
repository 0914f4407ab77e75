import type { Axis, GrowthPoint } from './growth.ts';

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly dashed: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface Panel {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly Line[];
}

const WIDTH = 440;
const HEIGHT = 280;
const MARGIN = { left: 64, right: 16, top: 34, bottom: 46 };
const INK = '#333';
const GRID = '#ddd';

const AXES: Readonly<Record<Axis, string>> = {
  neurons: 'neurons (100 synapses each)',
  synapses: 'synapses (10⁴ neurons)',
};

const COSTS: readonly {
  readonly name: string;
  readonly colour: string;
  readonly of: (point: GrowthPoint) => number;
}[] = [
  { name: 'per neuron and step', colour: '#1b6ca8', of: ({ nsPerNeuronStep }) => nsPerNeuronStep },
  { name: 'per synaptic event', colour: '#c2571a', of: ({ nsPerEvent }) => nsPerEvent },
];

const BUILD = [{ name: 'build', colour: '#2f7d4f', of: ({ buildSeconds }: GrowthPoint) => buildSeconds }];

/** Two rows of panels, cost and build time; two columns, against neurons and against synapses. Both axes logarithmic. */
export function growthPlot(points: readonly GrowthPoint[]): string {
  const columns: readonly Axis[] = ['neurons', 'synapses'];
  const panels = columns.flatMap((axis, column) => {
    const along = points.filter((point) => point.axis === axis);
    return [
      place(
        column,
        0,
        drawPanel({ title: 'Cost', xLabel: AXES[axis], yLabel: 'ns', lines: linesOf(along, axis, COSTS) }),
      ),
      place(
        column,
        1,
        drawPanel({ title: 'Build', xLabel: AXES[axis], yLabel: 's', lines: linesOf(along, axis, BUILD) }),
      ),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * WIDTH} ${2 * HEIGHT}" font-family="sans-serif" font-size="12" fill="${INK}">`,
    `<title>Cost and build time of networks against their size</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

const place = (column: number, row: number, content: string): string =>
  `<g transform="translate(${column * WIDTH} ${row * HEIGHT})">\n${content}\n</g>`;

function linesOf(points: readonly GrowthPoint[], axis: Axis, quantities: typeof COSTS): Line[] {
  return (['f64', 'f32'] as const).flatMap((precision) =>
    quantities.map(({ name, colour, of }) => ({
      name: `${name}, ${precision}`,
      colour,
      dashed: precision === 'f32',
      points: points
        .filter((point) => point.precision === precision && of(point) > 0)
        .map((point) => [point[axis], of(point)] as const),
    })),
  );
}

function drawPanel({ title, xLabel, yLabel, lines }: Panel): string {
  const all = lines.flatMap(({ points }) => points);
  const x = logScale(
    all.map(([value]) => value),
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const y = logScale(
    all.map(([, value]) => value),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom];
  const [left, right] = [MARGIN.left, WIDTH - MARGIN.right];
  return [
    ...x.decades.map((power) => line(x.at(10 ** power), top, x.at(10 ** power), bottom)),
    ...y.decades.map((power) => line(left, y.at(10 ** power), right, y.at(10 ** power))),
    ...x.decades.map((power) => text(x.at(10 ** power), bottom + 18, 'middle', decade(power))),
    ...y.decades.map((power) => text(left - 8, y.at(10 ** power) + 4, 'end', decade(power))),
    text((left + right) / 2, HEIGHT - 8, 'middle', xLabel),
    text(left, 20, 'start', `${title}, ${yLabel}`),
    ...lines.map((entry) => drawLine(entry, x.at, y.at)),
    ...lines.map(({ name, colour, dashed }, k) => {
      const height = top + 16 + 16 * k;
      return [
        `<path d="M${left + 12} ${height - 4}h24" stroke="${colour}" stroke-width="2"${dash(dashed)}/>`,
        text(left + 42, height, 'start', name),
      ].join('');
    }),
  ].join('\n');
}

/** Whole decades around the values, and one more for the legend where values fill the panel. */
function logScale(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9)) + (from > to ? 1 : 0);
  return {
    at: (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    decades: Array.from({ length: high - low + 1 }, (_, k) => low + k),
  };
}

function drawLine(
  { points, colour, dashed }: Line,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const places = points.map(([across, up]) => `${x(across).toFixed(1)} ${y(up).toFixed(1)}`);
  const dots = points.map(
    ([across, up]) => `<circle cx="${x(across).toFixed(1)}" cy="${y(up).toFixed(1)}" r="2.5" fill="${colour}"/>`,
  );
  return `<path d="M${places.join('L')}" fill="none" stroke="${colour}" stroke-width="1.5"${dash(dashed)}/>${dots.join('')}`;
}

const dash = (dashed: boolean): string => (dashed ? ' stroke-dasharray="5 3"' : '');

const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}" stroke="${GRID}"/>`;

const text = (x: number, y: number, anchor: string, content: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;

const decade = (power: number): string =>
  power >= -3 && power <= 2
    ? String(10 ** power)
    : `10<tspan dy="-4" font-size="9">${String(power).replace('-', '−')}</tspan>`;
