/** Cells as a PNG file (ISO/IEC 15948), one pixel each, in a `data:` address: what SVG has for a grid of many cells. */
export function pngUrl(columns: number, rows: number, rgba: Uint8ClampedArray): string {
  // Each row begins with the number of its filter, 0: none.
  const lines = new Uint8Array(rows * (4 * columns + 1));
  for (let row = 0; row < rows; row++) {
    lines.set(rgba.subarray(4 * columns * row, 4 * columns * (row + 1)), row * (4 * columns + 1) + 1);
  }
  // 8 bits of red, green, blue and opacity each; no interlacing.
  const header = [...bigEndian(columns), ...bigEndian(rows), 8, 6, 0, 0, 0];
  const file = [
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', Uint8Array.from(header)),
    chunk('IDAT', stored(lines)),
    chunk('IEND', new Uint8Array(0)),
  ];
  return `data:image/png;base64,${base64(joined(file))}`;
}

const bigEndian = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = joined([Uint8Array.from(name, (letter) => letter.charCodeAt(0)), data]);
  return joined([Uint8Array.from(bigEndian(data.length)), body, Uint8Array.from(bigEndian(crc32(body)))]);
}

/** Longest block that is stored as it is (RFC 1951, 3.2.4). */
const MOST_STORED = 65_535;

/** A zlib stream (RFC 1950) of blocks that are stored, not compressed. */
function stored(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let from = 0; from < data.length || from === 0; from += MOST_STORED) {
    const block = data.subarray(from, from + MOST_STORED);
    const { length } = block;
    const isLast = from + MOST_STORED >= data.length;
    parts.push(Uint8Array.of(isLast ? 1 : 0, length & 255, length >>> 8, ~length & 255, (~length >>> 8) & 255), block);
  }
  parts.push(Uint8Array.from(bigEndian(adler32(data))));
  return joined(parts);
}

function adler32(data: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** In stretches: a call takes only so many arguments. */
function base64(data: Uint8Array): string {
  let text = '';
  for (let from = 0; from < data.length; from += 8192) text += String.fromCharCode(...data.subarray(from, from + 8192));
  return btoa(text);
}
