import { useState } from 'react';
import Globe from 'lucide-react/icons/globe';
import KeyRound from 'lucide-react/icons/key-round';
import Monitor from 'lucide-react/icons/monitor';
import Sparkles from 'lucide-react/icons/sparkles';
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

function modelCount(server: DiscoveredServer): string {
  const count = server.models.length;
  return count === 1 ? '1 model' : `${count.toLocaleString()} models`;
}

function localText(servers: readonly DiscoveredServer[] | null): string {
  if (servers === null) return 'Looking for servers…';
  if (servers.length === 0)
    return 'None is running. Ollama, LM Studio and others are found when they start.';
  const names = servers.map(({ name }) => name);
  return `Found ${new Intl.ListFormat('en', { type: 'conjunction' }).format(names)}.`;
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
          Welcome to Parley
        </h1>
        <p className={styles.lead}>
          Choose where answers come from. Conversations stay on this machine, and you can change
          your mind at any time in Settings.
        </p>
        <ul className={styles.choices}>
          <Choice
            icon={<KeyRound size={20} />}
            title="OpenAI or another service"
            text="Anthropic, Google, Mistral, OpenRouter and more, with an API key of your own."
            open={way === 'service'}
            onToggle={toggle('service')}
          >
            <ServiceForm setup={service} />
          </Choice>
          <Choice
            icon={<Monitor size={20} />}
            title="A server on this machine"
            text={<span role="status">{localText(servers)}</span>}
            open={way === 'local'}
            onToggle={toggle('local')}
          >
            {servers?.length === 0 && (
              <p className={styles.quiet}>
                Start Ollama, LM Studio, llama.cpp, vLLM or Jan. It will appear here by itself.
              </p>
            )}
            <ul className={styles.servers}>
              {servers?.map((found) => (
                <li key={found.baseUrl} className={styles.server}>
                  <div className={styles.words}>
                    <span className={styles.choiceTitle}>{found.name}</span>
                    <span className={styles.choiceText}>
                      {modelCount(found)} at {new URL(found.baseUrl).host}
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
                    Use {found.name}
                  </Button>
                </li>
              ))}
            </ul>
            {local.error !== null && <ErrorCallout>{sentenceOf(local.error)}</ErrorCallout>}
          </Choice>
          <Choice
            icon={<Globe size={20} />}
            title="Another server"
            text="Any address that speaks the OpenAI protocol."
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
              void demo.begin({ kind: 'demo', name: 'Demo', baseUrl: '', key: '', model: '' })
            }
          >
            Try it now with the built-in demo model
          </Button>
          <p id="demo-text" className={styles.quiet}>
            No key, no network. It shows what Parley can do.
          </p>
          {demo.error !== null && <ErrorCallout>{sentenceOf(demo.error)}</ErrorCallout>}
        </div>
      </div>
    </section>
  );
}
