import { useEffect, useRef, useState } from 'react';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Result } from '../../../../shared/model/errors.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { KeyField } from '../../../ui/key-field.tsx';
import { keyText } from './key-text.ts';
import styles from './further-keys.module.css';

/** The keys after the first, which are tried when one is refused. Changes take effect at once. */
export function FurtherKeys({ provider }: { readonly provider: ProviderView }) {
  const controller = useController();
  const [isAdding, setAdding] = useState(false);
  const [key, setKey] = useState('');
  const [problem, setProblem] = useProblem();
  const place = useRef<HTMLDivElement>(null);
  /** The element to focus after the keys have changed. */
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    place.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  });
  const stopAdding = (): void => {
    focusNext.current = '[data-add-key]';
    setProblem(null);
    setAdding(false);
    setKey('');
  };
  const done = (result: Result<void>): void => {
    if (result.ok) stopAdding();
    else setProblem(result.error);
  };
  const { id: providerId, furtherKeys } = provider;
  const add = async (): Promise<void> =>
    done(await controller.command('providers.addKey', { providerId, key }));
  const prefer = async (at: string): Promise<void> =>
    done(await controller.command('providers.preferKey', { providerId, place: at }));
  const remove = async (at: string): Promise<void> =>
    done(await controller.command('providers.deleteKey', { providerId, place: at }));
  return (
    <div ref={place} className={styles.keys}>
      <p className={styles.quiet}>{t('settings.providers.keys.hint')}</p>
      {furtherKeys.length > 0 && (
        <ol className={styles.list} aria-label={t('settings.providers.keys.list')}>
          {furtherKeys.map(({ place: at, status }) => {
            const { text } = keyText({ kind: provider.kind, key: status });
            return (
              <li key={at} className={styles.row}>
                <span className={styles.text}>{text}</span>
                <IconButton
                  label={t('settings.providers.keys.prefer', { key: text })}
                  size="small"
                  onClick={() => void prefer(at)}
                >
                  <ArrowUp size={16} />
                </IconButton>
                <IconButton
                  label={t('settings.providers.keys.delete', { key: text })}
                  size="small"
                  onClick={() => void remove(at)}
                >
                  <Trash2 size={16} />
                </IconButton>
              </li>
            );
          })}
        </ol>
      )}
      {isAdding ? (
        <div className={styles.adding}>
          <KeyField
            label={t('settings.providers.keys.key')}
            value={key}
            error={problem}
            onChange={(event) => setKey(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                // It leaves this field, not the form around it.
                event.stopPropagation();
                stopAdding();
              }
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (key.trim() !== '') void add();
            }}
          />
          <div className={styles.buttons}>
            <Button size="small" disabled={key.trim() === ''} onClick={() => void add()}>
              {t('settings.providers.keys.save')}
            </Button>
            <Button size="small" tone="quiet" onClick={stopAdding}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      ) : (
        <div>
          <Button
            size="small"
            icon={<Plus size={16} />}
            data-add-key
            onClick={() => {
              focusNext.current = 'input';
              setAdding(true);
            }}
          >
            {t('settings.providers.keys.add')}
          </Button>
        </div>
      )}
      {!isAdding && problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
