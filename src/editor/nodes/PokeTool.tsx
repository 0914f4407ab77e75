import { Popover } from '@mantine/core';
import { ChevronDown, Zap, ZapOff } from 'lucide-react';
import { type MouseEvent, useState } from 'react';
import { arriving } from '../../controls/Arriving.tsx';
import { classes } from '../../controls/classes.ts';
import { later } from '../../controls/later.ts';
import { lift, pokePulse, silence, useCanPoke, useHeld } from '../poke.ts';
import css from './PokeTool.module.css';

const PokeForm = arriving(later('What a poke is', async () => (await import('./PokeForm.tsx')).PokeForm));

interface Props {
  readonly id: string;
  readonly name: string;
}

/** Pokes a population that runs or is paused: a click a pulse, an alt-click silence; what each is stands beside it. */
export function PokeTool({ id, name }: Props) {
  const canPoke = useCanPoke();
  const isHeld = useHeld(id);
  const [isOpen, setOpen] = useState(false);
  if (!canPoke) return null;
  const act = (event: MouseEvent): void => {
    event.stopPropagation();
    if (isHeld) lift(id);
    else if (event.altKey) silence(id);
    else pokePulse(id);
  };
  return (
    <div className={classes(css.tool, isHeld && css.held, 'nodrag', 'nopan')}>
      <button
        type="button"
        aria-label={isHeld ? `Lift the silence of ${name}` : `Poke ${name}`}
        title={isHeld ? 'Silenced: click to lift' : 'Click: a pulse into all its neurons. Alt-click: silence them.'}
        onClick={act}
      >
        {isHeld ? <ZapOff size={12} aria-hidden="true" /> : <Zap size={12} aria-hidden="true" />}
        {isHeld ? 'Lift' : 'Poke'}
      </button>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="sm" width={300} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            aria-label={`How ${name} is poked`}
            title="How strong, and for how long"
            onClick={(event) => {
              event.stopPropagation();
              setOpen(!isOpen);
            }}
          >
            <ChevronDown size={12} aria-hidden="true" />
          </button>
        </Popover.Target>
        <Popover.Dropdown onClick={(event) => event.stopPropagation()}>
          <PokeForm id={id} name={name} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
