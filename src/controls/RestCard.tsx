import { Popover, type PopoverProps } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Formula } from './Formula.tsx';
import css from './RestCard.module.css';

/** Time that the pointer rests on a thing before its card opens, ms. */
const REST_MS = 350;

/** What the thing that has a card passes to its element. */
export interface RestHandlers {
  'aria-describedby'?: string;
  onMouseEnter(): void;
  onMouseLeave(): void;
  onMouseDown(): void;
  onFocus(event: { readonly currentTarget: Element }): void;
  onBlur(): void;
  onKeyDown(event: { readonly key: string; stopPropagation(): void }): void;
  onDragStart(): void;
}

interface Props {
  readonly children: (handlers: RestHandlers) => ReactNode;
  /** Made when the card opens. */
  readonly card: () => ReactNode;
  readonly testId: string;
  readonly position?: PopoverProps['position'];
  readonly offset?: number;
  readonly anchorClass?: string | undefined;
}

/** A card beside a thing while the pointer rests on it or it has the focus by keyboard; Escape closes it. */
export function RestCard({ children, card, testId, position = 'right-start', offset = 8, anchorClass }: Props) {
  const id = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const show = (afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(true), afterMs);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Popover
      opened={open}
      position={position}
      offset={offset}
      shadow="md"
      width={350}
      withRoles={false}
      transitionProps={{ duration: 0 }}
      closeOnEscape={false}
    >
      <Popover.Target>
        <div className={anchorClass}>
          {children({
            ...(open ? { 'aria-describedby': id } : {}),
            onMouseEnter: () => show(REST_MS),
            onMouseLeave: hide,
            // A press begins a drag, or adds the thing: the card would be in the way.
            onMouseDown: hide,
            onFocus: ({ currentTarget }) =>
              currentTarget.matches(':is(:focus-visible, :has(:focus-visible))') && show(0),
            onBlur: hide,
            onKeyDown: (event) => {
              if (event.key !== 'Escape' || !open) return;
              // It closes the card alone, and does not end the selection as well.
              event.stopPropagation();
              hide();
            },
            onDragStart: hide,
          })}
        </div>
      </Popover.Target>
      <Popover.Dropdown className={css.card ?? ''} role="tooltip" id={id} data-testid={testId}>
        {open && card()}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The formulas of a card, each set as small as its place asks for. */
export function CardFormulas({ formulas }: { formulas: readonly string[] }) {
  return (
    <div className={css.formulas} data-testid="card-formulas">
      {formulas.map((tex) => (
        <Formula key={tex} tex={tex} block fit />
      ))}
    </div>
  );
}

/** The small print of a card: a remark, or where what it tells comes from. */
export function CardNote({ children }: { children: ReactNode }) {
  return <p className={css.note}>{children}</p>;
}
