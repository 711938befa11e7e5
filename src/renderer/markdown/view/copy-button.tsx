import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { useMarkdownActions } from './actions.ts';

interface CopyButtonProps {
  /** The accessible name. */
  readonly label: string;
  /** The visible text, if it is not "Copy". */
  readonly caption?: string;
  readonly title?: string;
  readonly text: () => string;
  readonly html?: () => string;
}

type CopyState = 'ready' | 'copied' | 'failed';

/** How long the button shows the result (ms). */
const noticeTime = 1600;

/** A copy button that confirms. Its accessible name never changes. */
export function CopyButton({
  label,
  caption = t('common.copy'),
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
      return t('common.copied');
    case 'failed':
      return t('markdown.not_copied');
  }
}
