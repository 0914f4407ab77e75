import { Button } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import css from './Arriving.module.css';
import { type Later, unfetched, useLater } from './later.ts';

interface Props<T> {
  readonly part: Later<T>;
  /** Stands in its place until it is here. */
  readonly waiting?: ReactNode;
  readonly children: (value: T) => ReactNode;
}

/** What is made of a part that is fetched when it is first shown; where it cannot be fetched, a sentence and "Try again". */
export function Arriving<T>({ part, waiting = null, children }: Props<T>) {
  const arrival = useLater(part);
  if (arrival.is === 'here') return children(arrival.value);
  if (arrival.is === 'away') return waiting;
  return <Unfetched part={part} />;
}

/** Says that a part could not be fetched, and tries again. */
export function Unfetched({ part }: { readonly part: Later<unknown> }) {
  return (
    <div className={css.unfetched} role="alert" data-testid="unfetched">
      <p>{unfetched(part)}</p>
      <Button size="compact-xs" variant="default" onClick={() => void part.load().catch(() => undefined)}>
        Try again
      </Button>
    </div>
  );
}

/** A component that is fetched when it is first shown. */
export function arriving<P extends object>(part: Later<ComponentType<P>>, waiting?: ReactNode): ComponentType<P> {
  return (props) => (
    <Arriving part={part} waiting={waiting}>
      {(View) => <View {...props} />}
    </Arriving>
  );
}
