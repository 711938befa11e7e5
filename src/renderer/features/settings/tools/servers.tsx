import { useState } from 'react';
import ClipboardPaste from 'lucide-react/icons/clipboard-paste';
import Plus from 'lucide-react/icons/plus';
import type { FoundServer } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolsView } from '../../../../shared/model/tools.ts';
import { Button } from '../../../ui/button.tsx';
import { useReturningFocus } from '../use-open-form.ts';
import { PasteConfiguration } from './paste-configuration.tsx';
import { ServerCard } from './server-card.tsx';
import { draftOf, draftOfFound } from './server-draft.ts';
import { ServerForm } from './server-form.tsx';
import { SettingHeading } from '../setting-heading.tsx';
import settings from '../settings.module.css';

/** The open form; at most one at a time. */
type Editing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'paste' }
  | { readonly kind: 'new'; readonly found: FoundServer | null }
  | { readonly kind: 'known'; readonly id: string };

/** The tool servers, and the ways to add one. */
export function Servers({ view }: { readonly view: ToolsView }) {
  const [editing, setEditing] = useState<Editing>({ kind: 'nothing' });
  const { section, leave } = useReturningFocus(editing.kind !== 'nothing');
  const close = (): void => {
    leave(editing.kind === 'known' ? editing.id : editing.kind);
    setEditing({ kind: 'nothing' });
  };
  return (
    <section ref={section} className={settings.group} aria-labelledby="servers">
      <SettingHeading id="servers" setting="toolServers" />
      {view.servers.length === 0 && editing.kind === 'nothing' && (
        <p className={settings.quiet}>{t('settings.tools.servers.none')}</p>
      )}
      {view.servers.length > 0 && (
        <ul className={settings.cards}>
          {view.servers.map((server) => (
            <li key={server.id}>
              {editing.kind === 'known' && editing.id === server.id ? (
                <ServerForm start={draftOf(server)} server={server} onDone={close} />
              ) : (
                <ServerCard
                  server={server}
                  source={view.sources.find(({ id }) => id === server.id) ?? null}
                  onEdit={() => setEditing({ kind: 'known', id: server.id })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {editing.kind === 'new' && (
        <div className={settings.cards}>
          <ServerForm
            start={editing.found === null ? draftOf(null) : draftOfFound(editing.found.form)}
            server={null}
            onDone={close}
          />
        </div>
      )}
      {editing.kind === 'paste' && (
        <PasteConfiguration
          onUse={(found) => setEditing({ kind: 'new', found })}
          onCancel={close}
        />
      )}
      {(editing.kind === 'nothing' || editing.kind === 'known') && (
        <div className={settings.buttons}>
          <Button
            icon={<Plus size={16} />}
            data-opens-form="new"
            onClick={() => setEditing({ kind: 'new', found: null })}
          >
            {t('settings.tools.servers.add')}
          </Button>
          <Button
            tone="quiet"
            icon={<ClipboardPaste size={16} />}
            data-opens-form="paste"
            onClick={() => setEditing({ kind: 'paste' })}
          >
            {t('settings.tools.paste.title')}
          </Button>
        </div>
      )}
    </section>
  );
}
