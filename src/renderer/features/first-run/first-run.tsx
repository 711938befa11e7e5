import { useState } from 'react';
import Globe from 'lucide-react/icons/globe';
import KeyRound from 'lucide-react/icons/key-round';
import Monitor from 'lucide-react/icons/monitor';
import Sparkles from 'lucide-react/icons/sparkles';
import { namesText } from '../../../shared/language/formats.ts';
import { t } from '../../../shared/language/translate.ts';
import type { DiscoveredServer } from '../../../shared/contract/index.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout } from '../../ui/callout.tsx';
import { Choice } from './choice.tsx';
import { ServerForm, ServiceForm } from './forms.tsx';
import { useServers } from './use-servers.ts';
import { useSetup } from './use-setup.ts';
import styles from './first-run.module.css';

type Way = 'service' | 'local' | 'server' | 'demo';

function localText(servers: readonly DiscoveredServer[] | null): string {
  if (servers === null) return t('first_run.local.looking');
  if (servers.length === 0) return t('first_run.local.none');
  return t('first_run.local.found', { servers: namesText(servers.map(({ name }) => name)) });
}

/** The first page of a new profile: four ways to get answers. */
export function FirstRun({ onDone }: { readonly onDone: () => void }) {
  const [way, setWay] = useState<Way | null>(null);
  const servers = useServers();
  // Each way has a separate setup, so that an error stays beside what failed.
  const service = useSetup(onDone);
  const local = useSetup(onDone);
  const server = useSetup(onDone);
  const demo = useSetup(onDone);
  const toggle = (which: Way) => () => setWay(way === which ? null : which);

  return (
    <section className={styles.page} aria-labelledby="welcome">
      <div className={styles.column}>
        <h1 id="welcome" className={styles.welcome}>
          {t('first_run.title')}
        </h1>
        <p className={styles.lead}>{t('first_run.introduction')}</p>
        <ul className={styles.choices}>
          <Choice
            icon={<KeyRound size={20} />}
            title={t('first_run.service')}
            text={t('first_run.service.text')}
            open={way === 'service'}
            onToggle={toggle('service')}
          >
            <ServiceForm setup={service} />
          </Choice>
          <Choice
            icon={<Monitor size={20} />}
            title={t('first_run.local')}
            text={<span role="status">{localText(servers)}</span>}
            open={way === 'local'}
            onToggle={toggle('local')}
          >
            {servers?.length === 0 && <p className={styles.quiet}>{t('first_run.local.start')}</p>}
            <ul className={styles.servers}>
              {servers?.map((found) => (
                <li key={found.baseUrl} className={styles.server}>
                  <div className={styles.words}>
                    <span className={styles.choiceTitle}>{found.name}</span>
                    <span className={styles.choiceText}>
                      {t('first_run.local.models', {
                        count: found.models.length,
                        host: new URL(found.baseUrl).host,
                      })}
                    </span>
                  </div>
                  <Button
                    tone="primary"
                    disabled={local.busy}
                    onClick={() =>
                      void local.begin({
                        kind: 'openai_compatible',
                        name: found.name,
                        baseUrl: found.baseUrl,
                        key: '',
                        model: '',
                      })
                    }
                  >
                    {t('first_run.local.use', { server: found.name })}
                  </Button>
                </li>
              ))}
            </ul>
            {local.error !== null && <ErrorCallout>{sentenceOf(local.error)}</ErrorCallout>}
          </Choice>
          <Choice
            icon={<Globe size={20} />}
            title={t('first_run.server')}
            text={t('first_run.server.text')}
            open={way === 'server'}
            onToggle={toggle('server')}
          >
            <ServerForm setup={server} />
          </Choice>
        </ul>
        <div className={styles.demo}>
          <Button
            tone="plain"
            icon={<Sparkles size={16} />}
            disabled={demo.busy}
            aria-describedby="demo-text"
            onClick={() =>
              void demo.begin({
                kind: 'demo',
                name: t('first_run.demo.name'),
                baseUrl: '',
                key: '',
                model: '',
              })
            }
          >
            {t('first_run.demo')}
          </Button>
          <p id="demo-text" className={styles.quiet}>
            {t('first_run.demo.text')}
          </p>
          {demo.error !== null && <ErrorCallout>{sentenceOf(demo.error)}</ErrorCallout>}
        </div>
      </div>
    </section>
  );
}
