import { useEffect, useState } from 'react';
import type { ToolPermissionView } from '../../../../shared/model/tools.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { placeName, sourceName, toolName } from '../../../../shared/words/tool-words.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useController } from '../../../client/use-app.ts';
import settings from '../settings.module.css';

/** Describes a permission in a few words. */
export function permissionWords({
  kind,
  key,
  sourceName: name,
  title,
}: ToolPermissionView): string {
  const [source = ''] = key.split('/');
  switch (kind) {
    case 'always':
      return `${toolName(key)} on ${placeName(name)}: always allowed`;
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

/**
 * The list of permanent permissions. It is reloaded whenever main reports a change of the tools.
 */
export function Permissions() {
  const controller = useController();
  const [permissions, setPermissions] = useState<readonly ToolPermissionView[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const { store } = controller;
    let known: object | null = null;
    let isGone = false;
    const load = async (): Promise<void> => {
      const result = await controller.command('tools.permissions', undefined);
      if (isGone) return;
      if (result.ok) setPermissions(result.value);
      setProblem(result.ok ? null : sentenceOf(result.error));
    };
    const look = (): void => {
      const { tools } = store.getState();
      if (tools === known) return;
      known = tools;
      void load();
    };
    look();
    const unsubscribe = store.subscribe(look);
    return () => {
      isGone = true;
      unsubscribe();
    };
  }, [controller]);
  const revoke = async (id: string): Promise<void> => {
    const result = await controller.command('tools.revoke', { id });
    setProblem(result.ok ? null : sentenceOf(result.error));
    if (result.ok) setPermissions((before) => before.filter((each) => each.id !== id));
  };
  return (
    <section className={settings.group} aria-labelledby="permissions">
      <h3 id="permissions">Permissions</h3>
      <PermissionList permissions={permissions} onRevoke={(id) => void revoke(id)} />
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
    </section>
  );
}
