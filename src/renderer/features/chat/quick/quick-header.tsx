import { useEffect, useState } from 'react';
import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import ExternalLink from 'lucide-react/icons/external-link';
import SquarePen from 'lucide-react/icons/square-pen';
import { t } from '../../../../shared/language/translate.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp } from '../../../client/use-app.ts';
import { ModelPicker } from '../page/model-picker.tsx';
import type { PageFrameProps } from '../page/conversation-page.tsx';
import { useQuickSession } from './quick-session.ts';
import styles from './quick.module.css';

/** How long the check mark stays after copying (ms). */
const shownFor = 1600;

function CopyAnswer({ page }: Pick<PageFrameProps, 'page'>) {
  const session = useQuickSession();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    if (await page.ask('copy', session.copyAnswer)) setCopied(true);
  };
  return (
    <IconButton
      label={t('quick.copy')}
      data-tip={isCopied ? t('quick.copied') : t('quick.copy')}
      onClick={() => void copy()}
    >
      {isCopied ? <Check size={16} /> : <Copy size={16} />}
    </IconButton>
  );
}

/** The top of the quick window, by which it can be moved: the model, and what to do with the answer. */
export function QuickHeader({ conversationId, page, turns }: PageFrameProps) {
  const session = useQuickSession();
  const title = useApp((state) =>
    conversationId === null ? '' : (state.heads[conversationId]?.title ?? ''),
  );
  const isAnswered = useApp(
    (state) => conversationId !== null && !state.streaming.has(conversationId),
  );
  return (
    <header className={styles.header}>
      <h1 className={styles.title} title={title} dir="auto">
        {title === '' ? t('quick.title') : title}
      </h1>
      <div className={styles.controls}>
        <ModelPicker
          key={`model-${conversationId ?? 'new'}`}
          {...{ conversationId, page, turns }}
        />
        {isAnswered && <CopyAnswer page={page} />}
        {conversationId !== null && (
          <>
            <IconButton label={t('quick.fresh')} onClick={session.fresh}>
              <SquarePen size={16} />
            </IconButton>
            <IconButton label={t('quick.open_in_main')} onClick={session.openInMain}>
              <ExternalLink size={16} />
            </IconButton>
          </>
        )}
      </div>
    </header>
  );
}
