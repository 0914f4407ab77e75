"""Writes the bands of presets' expectations from results.json, and quotes it as their source.

  python quote.py PRESET ...

It does so for expectations whose source begins with "Brian2" or "NumPy" and that results.json has. The rule: mean and five
standard deviations either way, of which a run of its own lies outside about once in 1000 (Student's t of ten seeds); the standard
deviation counts as at least 0.5 % of the mean, for what no seed changes. tests/presets/reference.test.ts checks what is written.
"""
import json
import math
import os
import re
import sys

from document import PRESETS
from run import RESULTS, key

DEVIATIONS = 5
SHARES = {'chi', 'R', 'R2', 'ringConcentration', 'weightsAtBounds'}


def band(measure, mean, sd):
    width = DEVIATIONS * max(sd, 0.005 * abs(mean))
    low, high = rounded(mean - width, math.floor), rounded(mean + width, math.ceil)
    if measure in SHARES:
        return max(0, low), min(1, high)
    if measure in ('correlation', 'copiesCorrelation'):
        return max(-1, low), min(1, high)
    return max(0, low), high


def rounded(value, to):
    """To three digits, outwards."""
    if value == 0:
        return 0
    digits = 2 - math.floor(math.log10(abs(value)))
    return round(to(round(value * 10 ** digits, 6)) / 10 ** digits, max(digits, 0)) + 0


def quoted(mean, sd):
    places = max(0, min(4, 1 - math.floor(math.log10(sd)))) if sd > 0 else 3
    return f'{mean:.{places}f} ± {sd:.{places}f}'


def main():
    with open(RESULTS) as file:
        results = json.load(file)
    for preset in sys.argv[1:]:
        path = os.path.join(PRESETS, f'{preset}.json')
        with open(path) as file:
            document = json.load(file)
        for one in document['expect']:
            entry = results.get(preset, {}).get(one.get('variant', 'A'), {'measures': {}})
            found = entry['measures'].get(key(one, document['run']))
            if found is None or not one['source'].startswith(('Brian2', 'NumPy')):
                continue
            # Literature stays, in parentheses; what is said after a semicolon is why a bound is another.
            rest = re.sub('^[^;(]*', '', one['source'])
            if not rest.startswith(';'):
                one['min'], one['max'] = band(one['measure'], found['mean'], found['sd'])
            space = ' ' if rest.startswith('(') else ''
            one['source'] = f'{entry["by"]}, ten seeds: {quoted(found["mean"], found["sd"])}{space}{rest}'
        with open(path, 'w') as file:
            json.dump(document, file, indent=2, ensure_ascii=False)
            file.write('\n')


if __name__ == '__main__':
    main()
