import { useEffect, useState } from 'react';
import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { t } from '../../../../shared/language/translate.ts';
import { useController } from '../../../client/use-app.ts';
import { ActionButton } from './action-button.tsx';
import { useChatPage } from '../page/page-context.ts';

/** How long the check mark stays after copying (ms). */
const shownFor = 1600;

/** Copies a message as written; for an answer, its Markdown source. */
export function CopyMessage({ text }: { readonly text: () => string }) {
  const controller = useController();
  const page = useChatPage();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    if (await page.ask('copy', () => controller.command('app.copy', { text: text() }))) {
      setCopied(true);
    }
  };
  return (
    <ActionButton
      label={t('common.copy')}
      data-tip={isCopied ? t('common.copied') : t('common.copy')}
      onClick={() => void copy()}
    >
      {isCopied ? <Check size={16} /> : <Copy size={16} />}
    </ActionButton>
  );
}
