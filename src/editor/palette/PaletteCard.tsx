import { Popover } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Picture } from '../../contract/index.ts';
import { Formula } from '../inspector/Formula.tsx';
import { PictureView } from '../pictures/PictureView.tsx';
import { describeItem } from './describe.ts';
import type { PaletteItem } from './items.ts';

/** Time that the pointer rests on an item before its card opens, ms. */
const REST_MS = 350;

interface Handlers {
  'aria-describedby'?: string;
  onMouseEnter(): void;
  onMouseLeave(): void;
  onMouseDown(): void;
  onFocus(event: { readonly currentTarget: Element }): void;
  onBlur(): void;
  onKeyDown(event: { readonly key: string }): void;
  onDragStart(): void;
}

interface Props {
  readonly item: PaletteItem;
  readonly picture: Picture | undefined;
  readonly children: (handlers: Handlers) => ReactNode;
}

/** What an item is, beside it while the pointer rests on it or it has the focus by keyboard; Escape closes it. */
export function PaletteCard({ item, picture, children }: Props) {
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
      position="right-start"
      offset={34}
      shadow="md"
      width={350}
      withRoles={false}
      transitionProps={{ duration: 0 }}
      closeOnEscape={false}
    >
      <Popover.Target>
        <div className="palette-anchor">
          {children({
            ...(open ? { 'aria-describedby': id } : {}),
            onMouseEnter: () => show(REST_MS),
            onMouseLeave: hide,
            // A press begins a drag, or adds the item: the card would be in the way.
            onMouseDown: hide,
            onFocus: ({ currentTarget }) => currentTarget.matches(':focus-visible') && show(0),
            onBlur: hide,
            onKeyDown: ({ key }) => key === 'Escape' && hide(),
            onDragStart: hide,
          })}
        </div>
      </Popover.Target>
      <Popover.Dropdown className="palette-card" role="tooltip" id={id} data-testid="palette-card">
        {open && <Contents item={item} picture={picture} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Contents({ item, picture }: { item: PaletteItem; picture: Picture | undefined }) {
  const { formulas, note, source } = describeItem(item);
  return (
    <>
      <strong>{item.name}</strong>
      <p>{item.summary}</p>
      {picture !== undefined && (
        <figure className={picture.width === picture.height ? 'is-square' : ''}>
          <PictureView picture={picture} />
          <figcaption>{picture.caption}</figcaption>
        </figure>
      )}
      {formulas.length > 0 && (
        <div className="palette-formulas">
          {formulas.map((tex) => (
            <Formula key={tex} tex={tex} block fit />
          ))}
        </div>
      )}
      {note !== null && <p className="palette-note">{note}</p>}
      {source !== null && <p className="palette-source">{source}</p>}
    </>
  );
}
