import { useState } from 'react';
import Plus from 'lucide-react/icons/plus';
import Sparkles from 'lucide-react/icons/sparkles';
import type { ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { DefaultModel } from './default-model.tsx';
import { useReturningFocus } from '../use-open-form.ts';
import { LocalServers } from './local-servers.tsx';
import { ProviderCard } from './provider-card.tsx';
import { ProviderForm } from './provider-form.tsx';
import { SettingHeading } from '../setting-heading.tsx';
import styles from '../settings.module.css';

type Editing = { readonly kind: 'new' } | { readonly kind: 'known'; readonly id: string };

const noProviders: readonly ProviderView[] = [];

/** The list of providers. */
export function ProvidersSection() {
  const controller = useController();
  const providers = useApp((state) => state.settings?.providers ?? noProviders);
  const defaultId = useApp((state) => state.settings?.settings.defaultProviderId ?? null);
  /** The open form; only one at a time. */
  const [editing, setEditing] = useState<Editing | null>(null);
  const [problem, setProblem] = useProblem();

  const { section, leave } = useReturningFocus(editing !== null);
  const done = async (saved: ProviderView | null): Promise<void> => {
    leave(editing?.kind === 'known' ? editing.id : 'new');
    setEditing(null);
    if (saved === null || defaultId !== null) return;
    const result = await controller.command('settings.update', { defaultProviderId: saved.id });
    setProblem(result.ok ? null : result.error);
  };
  const addDemo = async (): Promise<void> => {
    const saved = await controller.command('providers.save', {
      id: null,
      kind: 'demo',
      name: t('settings.providers.demo_name'),
      baseUrl: '',
    });
    if (saved.ok) await done(saved.value);
    else setProblem(saved.error);
  };
  return (
    <div className={styles.fields}>
      <DefaultModel />
      <section ref={section} className={styles.group} aria-labelledby="providers">
        <SettingHeading id="providers" setting="providers" />
        {providers.length > 0 && (
          <ul className={styles.cards}>
            {providers.map((provider) => (
              <li key={provider.id}>
                {editing?.kind === 'known' && editing.id === provider.id ? (
                  <ProviderForm provider={provider} onDone={(saved) => void done(saved)} />
                ) : (
                  <ProviderCard
                    provider={provider}
                    onEdit={() => setEditing({ kind: 'known', id: provider.id })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {editing?.kind === 'new' ? (
          <div className={styles.cards}>
            <ProviderForm provider={null} onDone={(saved) => void done(saved)} />
          </div>
        ) : (
          <div className={styles.buttons}>
            <Button
              icon={<Plus size={16} />}
              data-opens-form="new"
              onClick={() => setEditing({ kind: 'new' })}
            >
              {t('settings.providers.add')}
            </Button>
            {!providers.some(({ kind }) => kind === 'demo') && (
              <Button tone="quiet" icon={<Sparkles size={16} />} onClick={() => void addDemo()}>
                {t('settings.providers.add_demo')}
              </Button>
            )}
          </div>
        )}
        {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      </section>
      <LocalServers known={providers} />
    </div>
  );
}
