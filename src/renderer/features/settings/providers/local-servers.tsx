import { useEffect, useState } from 'react';
import type { DiscoveredServer, ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useProblem } from '../../../common/use-problem.ts';
import type { Controller } from '../../../client/controller.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { useController } from '../../../client/use-app.ts';
import { SettingHeading } from '../setting-heading.tsx';
import styles from '../settings.module.css';

type Found =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly servers: readonly DiscoveredServer[] }
  | { readonly kind: 'failed'; readonly error: Coded };

async function look(controller: Controller): Promise<Found> {
  const result = await controller.command('providers.discover', undefined);
  return result.ok
    ? { kind: 'found', servers: result.value }
    : { kind: 'failed', error: result.error };
}

/** Servers on this machine that are not set up yet, each with a button to add it. */
export function LocalServers({ known }: { readonly known: readonly ProviderView[] }) {
  const controller = useController();
  const [found, setFound] = useState<Found>({ kind: 'looking' });
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    void look(controller).then(setFound);
  }, [controller]);

  const add = async ({ name, baseUrl }: DiscoveredServer): Promise<void> => {
    const saved = await controller.command('providers.save', {
      id: null,
      kind: 'openai_compatible',
      name,
      baseUrl,
    });
    setProblem(saved.ok ? null : saved.error);
  };
  const fresh =
    found.kind === 'found'
      ? found.servers.filter((server) => !known.some(({ baseUrl }) => baseUrl === server.baseUrl))
      : [];
  return (
    <section className={styles.group} aria-labelledby="local-servers">
      <div className={styles.groupHead}>
        <SettingHeading id="local-servers" setting="localServers" />
        <Button
          tone="quiet"
          size="small"
          disabled={found.kind === 'looking'}
          onClick={() => {
            setFound({ kind: 'looking' });
            void look(controller).then(setFound);
          }}
        >
          {t('settings.providers.local.again')}
        </Button>
      </div>
      {fresh.map((server) => (
        <div key={server.baseUrl} className={styles.local}>
          <div className={styles.cardWords}>
            <span className={styles.cardName}>{server.name}</span>
            <span className={styles.url}>{server.baseUrl}</span>
          </div>
          <Button size="small" onClick={() => void add(server)}>
            {t('settings.providers.local.add', { server: server.name })}
          </Button>
        </div>
      ))}
      <p role="status" className={styles.quiet}>
        {found.kind === 'looking' && t('settings.providers.local.looking')}
        {found.kind === 'found' &&
          fresh.length === 0 &&
          (found.servers.length === 0
            ? t('settings.providers.local.none')
            : t('settings.providers.local.all_added'))}
      </p>
      {found.kind === 'failed' && <ErrorCallout>{sentenceOf(found.error)}</ErrorCallout>}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
