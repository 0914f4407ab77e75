import { CloseButton } from '@mantine/core';
import { Eye, Lightbulb, SlidersHorizontal } from 'lucide-react';
import { guideParts, isLink } from '../document/guide.ts';
import { goTo } from '../editor/go-to.ts';
import { useEditor } from '../editor/store.ts';
import css from './GuidePanel.module.css';
import { showGuide, useGuide } from './guide.ts';

const STEPS = [
  { name: 'look', title: 'Look', Icon: Eye },
  { name: 'turn', title: 'Turn', Icon: SlidersHorizontal },
  { name: 'expect', title: 'Expect', Icon: Lightbulb },
] as const;

/** The network's guided note, above the canvas so that it covers no node. */
export function GuidePanel() {
  const open = useGuide((state) => state.open);
  const guide = useEditor((state) => state.base.guide);
  if (!open || guide === undefined) return null;
  return (
    <section className={css.guide} aria-label="Guide" data-testid="guide">
      <dl>
        {STEPS.map(({ name, title, Icon }) => (
          <div key={name}>
            <dt>
              <Icon size={13} aria-hidden="true" /> {title}
            </dt>
            <dd>
              <GuideText text={guide[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <CloseButton size="sm" aria-label="Close the guide" data-testid="guide-close" onClick={() => showGuide(false)} />
    </section>
  );
}

/** A note whose links select what they name. */
function GuideText({ text }: { text: string }) {
  return guideParts(text).map((part, k) =>
    isLink(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have an order and nothing else
      <button key={k} type="button" className={css.link} onClick={() => goTo(part.id, part.field)}>
        {part.text}
      </button>
    ) : (
      part.text
    ),
  );
}
