import { t } from '../../../../shared/language/translate.ts';
import { useController } from '../../../client/use-app.ts';
import { ActionButton } from './action-button.tsx';
import { useChatPage } from '../page/page-context.ts';
import { useCopied } from '../page/use-copied.tsx';

/** Copies a message as written; for an answer, its Markdown source. */
export function CopyMessage({ text }: { readonly text: () => string }) {
  const controller = useController();
  const page = useChatPage();
  const { isCopied, icon, onClick } = useCopied(() =>
    page.ask('copy', () => controller.command('app.copy', { text: text() })),
  );
  return (
    <ActionButton
      label={t('common.copy')}
      data-tip={isCopied ? t('common.copied') : t('common.copy')}
      onClick={onClick}
    >
      {icon}
    </ActionButton>
  );
}
