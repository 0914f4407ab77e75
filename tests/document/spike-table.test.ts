import { describe, expect, it } from 'vitest';
import { parseSpikeTable } from '../../src/document/spike-table.ts';

function timesOf(text: string, layout?: 'columns' | 'rows') {
  const { table, faults } = parseSpikeTable(text, layout);
  expect(faults).toEqual([]);
  return table?.spikeTimes;
}

const faultsOf = (text: string, layout?: 'columns' | 'rows') => parseSpikeTable(text, layout).faults;

describe('a table of spike times', () => {
  it.each([
    ['commas', '0,10.5\n2,7\n0,3'],
    ['semicolons', '0;10.5\n2;7\n0;3\n'],
    ['semicolons and decimal commas', '0;10,5\n2;7\n0;3'],
    ['tabs', '0\t10.5\n2\t7\n0\t3'],
    ['spaces', '0 10.5\n2   7\n 0 3'],
    ['quotes, remarks and empty lines', '# from a recording\r\n"0","10.5"\r\n\r\n2,7 # late\r\n0,3\r\n'],
  ])('is read as index and time between %s', (_name, text) => {
    expect(timesOf(text)).toEqual([['3 ms', '10.5 ms'], [], ['7 ms']]);
  });

  it.each([
    ['neuron,time (s)', '0 s'],
    ['index;t [us]', '0 us'],
    ['sender\ttime_ms', '0 ms'],
    ['id,spike', '0 ms'],
  ])('takes the unit from its header, %s', (header, time) => {
    const separator = /[;,\t]/.exec(header)?.[0] ?? ',';
    expect(timesOf(`${header}\n1${separator}0`)).toEqual([[], [time]]);
  });

  it('may have its time first, and columns of no concern', () => {
    expect(timesOf('time,neuron\n5,1')).toEqual([[], ['5 ms']]);
    expect(timesOf('weight,neuron,area,time (ms)\n0.1,1,V1,5')).toEqual([[], ['5 ms']]);
  });

  it('is read as a row for each neuron, empty rows included', () => {
    expect(timesOf('1, 2, 3\n\n7 ms, 0.004 s\n')).toEqual([['1 ms', '2 ms', '3 ms'], [], ['0.004 s', '7 ms']]);
    expect(timesOf('times (s)\n0.1\n0.2')).toEqual([['0.1 s'], ['0.2 s']]);
  });

  it('is read as it is asked to be where both could be', () => {
    expect(timesOf('1, 2\n3, 4')).toEqual([[], ['2 ms'], [], ['4 ms']]);
    expect(timesOf('1, 2\n3, 4', 'rows')).toEqual([
      ['1 ms', '2 ms'],
      ['3 ms', '4 ms'],
    ]);
  });

  it.each([
    ['0,1\n0,abc\n1,2', 2, 'Line 2: "abc" is not a time. Try "12.5" or "12.5 ms".'],
    ['neuron,time\n\n0,1\n-1,2', 4, 'Line 4: the index is "-1"; must be a whole number from 0 to 99999.'],
    ['neuron,time\n0.5,2', 2, 'Line 2: the index is "0.5"; must be a whole number from 0 to 99999.'],
    ['neuron,time\n100000,2', 2, 'Line 2: the index is "100000"; must be a whole number from 0 to 99999.'],
    ['neuron,time\n0,1\n0', 3, 'Line 3 has 1 field; must have 2: index and time of a spike.'],
    ['neuron,time\n0,-3', 2, 'Line 2: the time is -3 ms; must be at least 0 ms.'],
    ['neuron,time (mV)\n0,3', 1, 'Line 1: the unit "mV" of the times is none of time. Try "time (ms)".'],
    ['0,3 mV\n1,2', 1, 'Line 1: "3 mV" is not a time. Try "12.5" or "12.5 ms".'],
    [
      'a,b,c\n0,3,1',
      1,
      'Line 1: the header must name one column for the index and one for the time, such as "neuron, time (ms)".',
    ],
    ['1,2,3\n4,x,6', 2, 'Line 2: "x" is not a time. Try "12.5" or "12.5 ms".'],
    ['', 1, 'There is no spike time.'],
    ['neuron,time\n', 1, 'There is no spike time.'],
  ])('names the line at fault: %j', (text, line, message) => {
    expect(faultsOf(text)).toEqual([{ line, message }]);
  });

  it('names every line at fault', () => {
    expect(faultsOf('neuron,time\n0,a\n1,b\n2,3').map(({ line }) => line)).toEqual([2, 3]);
  });

  it('reads a hundred thousand spikes', () => {
    const text = Array.from({ length: 100_000 }, (_, k) => `${k % 100},${k / 10}`).join('\n');
    const { table } = parseSpikeTable(text);
    expect(table?.spikes).toBe(100_000);
    expect(table?.spikeTimes[7]?.slice(0, 2)).toEqual(['0.7 ms', '10.7 ms']);
  });
});
