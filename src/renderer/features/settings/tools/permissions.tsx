import type { ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolPermissionView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { placeName, sourceName, toolName } from '../../../../shared/words/tool-words.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { usePermissions } from './use-permissions.ts';
import { SettingHeading } from '../setting-heading.tsx';
import settings from '../settings.module.css';

/** Describes a permission in a few words. */
export function permissionWords({
  kind,
  key,
  sourceName: name,
  title,
  assistant,
}: ToolPermissionView): string {
  const [source = ''] = key.split('/');
  const place = visibleText(placeName(name));
  const tool = visibleText(toolName(key));
  switch (kind) {
    case 'always':
      return t('settings.tools.permission.always', { tool, place });
    case 'always_with_assistant':
      return t('settings.tools.permission.always_with_assistant', {
        tool,
        place,
        assistant: visibleText(assistant?.name ?? ''),
      });
    case 'always_read_only':
      return t('settings.tools.permission.always_read_only', {
        place: visibleText(sourceName(source, placeName(name))),
      });
    case 'never':
      return t('settings.tools.permission.never', { tool, place });
    case 'host':
      return t('settings.tools.permission.host', { host: visibleText(title) });
  }
}

function PermissionRow({
  permission,
  onRevoke,
}: {
  readonly permission: ToolPermissionView;
  readonly onRevoke: () => void;
}) {
  const words = permissionWords(permission);
  const time = (): ReactNode => <RelativeTime iso={permission.since} />;
  return (
    <div className={settings.card}>
      <div className={settings.cardHead}>
        <div className={settings.cardWords}>
          <span className={settings.cardName}>{words}</span>
          <span className={settings.quiet}>
            {permission.isStale ? (
              <RichMessage id="settings.tools.permission.since_stale" values={{ time }} />
            ) : (
              <RichMessage id="settings.tools.permission.since" values={{ time }} />
            )}
          </span>
        </div>
        <Button
          size="small"
          aria-label={t('settings.tools.permission.revoke_of', { permission: words })}
          onClick={onRevoke}
        >
          {t('settings.tools.permission.revoke')}
        </Button>
      </div>
    </div>
  );
}

/** The permanent permissions and prohibitions. */
export function PermissionList({
  permissions,
  onRevoke,
}: {
  readonly permissions: readonly ToolPermissionView[];
  readonly onRevoke: (id: string) => void;
}) {
  if (permissions.length === 0) {
    return <p className={settings.quiet}>{t('settings.tools.permission.none')}</p>;
  }
  return (
    <ul className={settings.cards}>
      {permissions.map((permission) => (
        <li key={permission.id}>
          <PermissionRow permission={permission} onRevoke={() => onRevoke(permission.id)} />
        </li>
      ))}
    </ul>
  );
}

/** The list of permanent permissions. */
export function Permissions() {
  const { permissions, problem, revoke } = usePermissions();
  return (
    <section className={settings.group} aria-labelledby="permissions">
      <SettingHeading id="permissions" setting="toolPermissions" />
      <PermissionList permissions={permissions} onRevoke={revoke} />
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}

/** The permissions of tools with one assistant; renders nothing if there are none. */
export function AssistantPermissions({ assistantId }: { readonly assistantId: string }) {
  const { permissions, problem, revoke } = usePermissions();
  const its = permissions.filter(({ assistant }) => assistant?.id === assistantId);
  if (its.length === 0 && problem === null) return null;
  return (
    <section aria-label={t('settings.tools.permission.of_assistant')}>
      {its.length > 0 && <PermissionList permissions={its} onRevoke={revoke} />}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
