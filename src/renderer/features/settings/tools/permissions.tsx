import type { ToolPermissionView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { placeName, sourceName, toolName } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { usePermissions } from './use-permissions.ts';
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
  switch (kind) {
    case 'always':
      return `${toolName(key)} on ${placeName(name)}: always allowed`;
    case 'always_with_assistant':
      return `${toolName(key)} on ${placeName(name)}: always allowed with ${assistant?.name ?? ''}`;
    case 'always_read_only':
      return `Read-only tools of ${sourceName(source, placeName(name))}: always allowed`;
    case 'never':
      return `${toolName(key)} on ${placeName(name)}: never allowed`;
    case 'host':
      return `Pages of ${title}, on your machine or local network: always allowed`;
  }
}

function PermissionRow({
  permission,
  onRevoke,
}: {
  readonly permission: ToolPermissionView;
  readonly onRevoke: () => void;
}) {
  const words = visibleText(permissionWords(permission));
  return (
    <div className={settings.card}>
      <div className={settings.cardHead}>
        <div className={settings.cardWords}>
          <span className={settings.cardName}>{words}</span>
          <span className={settings.quiet}>
            Since <RelativeTime iso={permission.since} />
            {permission.isStale &&
              '. What it was given for has changed or is gone: it counts for nothing now.'}
          </span>
        </div>
        <Button size="small" aria-label={`Revoke ${words}`} onClick={onRevoke}>
          Revoke
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
    return (
      <p className={settings.quiet}>
        Nothing yet. Each tool asks before it runs, until you allow it for good.
      </p>
    );
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
      <h3 id="permissions">Permissions</h3>
      <PermissionList permissions={permissions} onRevoke={revoke} />
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}

/** What tools may do without asking with one assistant; nothing if that is nothing. */
export function AssistantPermissions({ assistantId }: { readonly assistantId: string }) {
  const { permissions, problem, revoke } = usePermissions();
  const its = permissions.filter(({ assistant }) => assistant?.id === assistantId);
  if (its.length === 0 && problem === null) return null;
  return (
    <section aria-label="Permissions of this assistant">
      {its.length > 0 && <PermissionList permissions={its} onRevoke={revoke} />}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
