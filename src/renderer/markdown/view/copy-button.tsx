import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useMarkdownActions } from './actions.ts';

interface CopyButtonProps {
  /** The accessible name. */
  readonly label: string;
  /** What is shown, when it differs from "Copy". */
  readonly caption?: string;
  readonly title?: string;
  readonly text: () => string;
  readonly html?: () => string;
}

type CopyState = 'ready' | 'copied' | 'failed';

/** How long the button says what happened, in ms. */
const noticeTime = 1600;

/** A button that copies and says so; its name stays the same for assistive technology. */
export function CopyButton({
  label,
  caption = 'Copy',
  title,
  text,
  html,
}: CopyButtonProps): ReactNode {
  const { copy } = useMarkdownActions();
  const [state, setState] = useState<CopyState>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), noticeTime);
    return () => clearTimeout(timer);
  }, [state]);
  const run = async (): Promise<void> => {
    try {
      await copy(text(), html?.());
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return (
    <button
      type="button"
      className="md-tool"
      aria-label={label}
      title={title}
      onClick={() => void run()}
    >
      <span aria-hidden="true">{captionOf(state, caption)}</span>
      {state !== 'ready' && (
        <span role="status" className="md-hidden">
          {captionOf(state, caption)}
        </span>
      )}
    </button>
  );
}

function captionOf(state: CopyState, caption: string): string {
  switch (state) {
    case 'ready':
      return caption;
    case 'copied':
      return 'Copied';
    case 'failed':
      return 'Not copied';
  }
}
