"""What Python makes of random conditions: python3 tests/reference/comparisons.py > tests/reference/comparisons.json

Each case is a text, the values of a, b and c, and 1 where Python's bool(eval(text)) is true.
"""
import json
import random

random.seed(2)
COMPARISONS = ["<", "<=", ">", ">=", "==", "!="]


def number(depth):
    if depth == 0 or random.random() < 0.5:
        return random.choice(["a", "b", "c", "0", "1", "2", "0.5"])
    kind = random.randrange(4)
    if kind == 0:
        return f"({condition(depth - 1)})"
    if kind == 1:
        return f"-{random.choice('abc')}**2"
    if kind == 2:
        return f"{random.choice('abc')} % {random.choice(['2', '0.75', '-2'])}"
    return f"{number(depth - 1)} {random.choice('+-*')} {number(depth - 1)}"


def condition(depth):
    kind = random.random()
    if depth > 0 and kind < 0.2:
        return f"not {condition(depth - 1)}"
    if depth > 0 and kind < 0.45:
        return f"{condition(depth - 1)} {random.choice(['and', 'or'])} {condition(depth - 1)}"
    text = number(depth)
    for _ in range(random.choice([1, 2, 2, 3])):
        text += f" {random.choice(COMPARISONS)} {number(max(0, depth - 1))}"
    return text


cases = []
while len(cases) < 250:
    text = condition(2)
    values = [random.choice([-2, -1, 0, 0.5, 1, 2, 3]) for _ in "abc"]
    cases.append([text, values, int(bool(eval(text, dict(zip("abc", values)))))])
print(json.dumps(cases))
