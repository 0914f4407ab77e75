import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useEditor } from '../editor/store.ts';
import css from './ErrorBoundary.module.css';
import { saveText } from './files.ts';

interface Props {
  readonly children: ReactNode;
}

/** Stands in for the page when a view fails, so that it is never blank and the network is never lost. */
export class ErrorBoundary extends Component<Props, { readonly fault: Error | null }> {
  override state: { readonly fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error) {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <main className={css.crash}>
        <h1>The page could not be drawn</h1>
        <p>{fault.message}</p>
        <p>Your network is kept. Draw the page again, or save the network to a file first.</p>
        <Button onClick={() => this.setState({ fault: null })}>Draw again</Button>{' '}
        <Button variant="default" onClick={() => void saveText(useEditor.getState().base)}>
          Save the network
        </Button>
      </main>
    );
  }
}
