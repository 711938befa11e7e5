import { useEffect, useRef } from 'react';
import Copy from 'lucide-react/icons/copy';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { AnchoredPopup, type AnchoredPopupProps } from '../../../ui/anchored-popup.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useChatPage } from '../page/page-context.ts';
import { detailRows, type DetailRow } from './detail-rows.ts';
import { useMessage } from './use-message.ts';
import styles from './message-details.module.css';

function Value({ row }: { readonly row: DetailRow }) {
  const controller = useController();
  const page = useChatPage();
  switch (row.kind) {
    case 'text':
      return <dd dir="auto">{row.text}</dd>;
    case 'copied':
      return (
        <dd className={styles.copied}>
          <code>{row.text}</code>
          <IconButton
            label={t('details.request_id.copy')}
            size="small"
            onClick={() =>
              void page.ask('copy', () => controller.command('app.copy', { text: row.text }))
            }
          >
            <Copy size={14} />
          </IconButton>
        </dd>
      );
    case 'fields':
      return row.fields.map(([name, value]) => (
        <dd key={name}>
          <code>
            {name} {value}
          </code>
        </dd>
      ));
  }
}

/** Props of {@link MessageDetails}. */
export interface MessageDetailsProps extends AnchoredPopupProps {
  readonly messageId: Id;
}

/** How an answer came about: who gave it, how fast, at what cost, and what was asked for. */
export function MessageDetails({ messageId, ...place }: MessageDetailsProps) {
  const message = useMessage(messageId);
  const provider = useApp(
    (state) => state.settings?.providers.find(({ id }) => id === message?.providerId)?.name ?? null,
  );
  const prices = useApp((state) => state.prices);
  const dialog = useRef<HTMLElement>(null);
  // After the layout effect of the popup has shown it.
  useEffect(() => dialog.current?.focus(), []);
  return (
    <AnchoredPopup {...place} className={styles.popup}>
      <section
        ref={dialog}
        role="dialog"
        aria-label={t('details.title')}
        tabIndex={-1}
        className={styles.dialog}
      >
        <dl className={styles.rows}>
          {message !== undefined &&
            detailRows(message, { provider, prices }).map((row) => (
              <div key={row.label} className={styles.row}>
                <dt>{row.label}</dt>
                <Value row={row} />
              </div>
            ))}
        </dl>
      </section>
    </AnchoredPopup>
  );
}
