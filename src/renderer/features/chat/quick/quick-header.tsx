import ExternalLink from 'lucide-react/icons/external-link';
import SquarePen from 'lucide-react/icons/square-pen';
import { t } from '../../../../shared/language/translate.ts';
import { classNames } from '../../../ui/class-names.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useApp } from '../../../client/use-app.ts';
import { ModelPicker } from '../page/model-picker.tsx';
import type { PageFrameProps } from '../page/conversation-page.tsx';
import { useCopied } from '../page/use-copied.tsx';
import { useQuickSession } from './quick-session.ts';
import bar from '../page/bar.module.css';
import styles from './quick.module.css';

function CopyAnswer({ page }: Pick<PageFrameProps, 'page'>) {
  const session = useQuickSession();
  const { isCopied, icon, onClick } = useCopied(() => page.ask('copy', session.copyAnswer));
  return (
    <IconButton
      label={t('quick.copy')}
      data-tip={isCopied ? t('quick.copied') : t('quick.copy')}
      onClick={onClick}
    >
      {icon}
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
    <header className={classNames(bar.bar, styles.header)}>
      <h1 className={classNames(bar.title, styles.title)} title={title} dir="auto">
        {title === '' ? t('quick.title') : title}
      </h1>
      <div className={classNames(bar.controls, styles.controls)}>
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
