import type { CommandInput, FoundServer } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ToolServer } from '../../../../shared/model/tools.ts';
import { argumentsIn, linesOf } from './argument-lines.ts';

/** The input of the command that saves a server. */
type ServerInput = CommandInput<'tools.saveServer'>;

/** An environment variable or header in the form. */
export interface FieldRow {
  /** Identifies the row; never shown. */
  readonly id: number;
  readonly name: string;
  /** As typed; '' for a stored secret that is not being replaced. */
  readonly value: string;
  readonly isSecret: boolean;
  /** The name under which main stores a secret value; null if none is stored. */
  readonly kept: string | null;
}

/** The state of the form for a server. */
export interface ServerDraft {
  readonly kind: ToolServer['transport']['kind'];
  readonly name: string;
  readonly command: string;
  /** One per line. */
  readonly arguments: string;
  readonly folder: string;
  /** '' for none. */
  readonly variablesFile: string;
  readonly url: string;
  readonly rows: readonly FieldRow[];
  /** In seconds, as typed. */
  readonly idleTimeout: string;
  readonly totalTimeout: string;
  readonly usesInstructions: boolean;
  readonly allowsSampling: boolean;
  /** The folders that it may work in, one per line. */
  readonly folders: string;
}

const empty: ServerDraft = {
  kind: 'stdio',
  name: '',
  command: '',
  arguments: '',
  folder: '',
  variablesFile: '',
  url: '',
  rows: [],
  idleTimeout: '60',
  totalTimeout: '600',
  usesInstructions: true,
  allowsSampling: false,
  folders: '',
};

type Known = Pick<
  FoundServer['form'],
  | 'name'
  | 'transport'
  | 'idleTimeoutSeconds'
  | 'totalTimeoutSeconds'
  | 'usesInstructions'
  | 'allowsSampling'
  | 'folders'
>;

function withoutRows(server: Known): ServerDraft {
  const { transport, idleTimeoutSeconds = 60, totalTimeoutSeconds = 600 } = server;
  const place =
    transport.kind === 'stdio'
      ? {
          command: transport.command,
          arguments: linesOf(transport.arguments),
          folder: transport.folder,
          variablesFile: transport.variablesFile ?? '',
        }
      : { url: transport.url };
  return {
    ...empty,
    ...place,
    kind: transport.kind,
    name: server.name,
    idleTimeout: String(idleTimeoutSeconds),
    totalTimeout: String(totalTimeoutSeconds),
    usesInstructions: server.usesInstructions ?? true,
    allowsSampling: server.allowsSampling ?? false,
    folders: (server.folders ?? []).join('\n'),
  };
}

/** Creates the form for a saved server, or an empty form for null. */
export function draftOf(server: ToolServer | null): ServerDraft {
  if (server === null) return empty;
  const rows = server.fields.map(({ name, value }, id): FieldRow => ({
    id,
    name,
    value: value ?? '',
    isSecret: value === null,
    kept: value === null ? name : null,
  }));
  return { ...withoutRows(server), rows };
}

/** Creates the form for a server from another program's configuration. */
export function draftOfFound(form: FoundServer['form']): ServerDraft {
  const rows = form.fields.map(({ name, value, isSecret }, id): FieldRow => ({
    id,
    name,
    value: value ?? '',
    isSecret,
    kept: null,
  }));
  return { ...withoutRows(form), rows };
}

/** A change made by the person. */
export type DraftAction =
  | { readonly kind: 'set'; readonly to: Partial<Omit<ServerDraft, 'rows'>> }
  | { readonly kind: 'add_row' }
  | { readonly kind: 'remove_row'; readonly id: number }
  | {
      readonly kind: 'set_row';
      readonly id: number;
      readonly to: Partial<Pick<FieldRow, 'name' | 'value' | 'isSecret'>>;
    };

/** The reducer of the form. */
export function changeDraft(draft: ServerDraft, action: DraftAction): ServerDraft {
  const { rows } = draft;
  switch (action.kind) {
    case 'set':
      return { ...draft, ...action.to };
    case 'add_row': {
      const id = Math.max(-1, ...rows.map((row) => row.id)) + 1;
      // New values are secret unless the person says otherwise.
      return { ...draft, rows: [...rows, { id, name: '', value: '', isSecret: true, kept: null }] };
    }
    case 'remove_row':
      return { ...draft, rows: rows.filter(({ id }) => id !== action.id) };
    case 'set_row':
      return {
        ...draft,
        rows: rows.map((row) => (row.id === action.id ? { ...row, ...action.to } : row)),
      };
  }
}

/** True if the value stored by main remains in use. */
export function keepsValue({ kept, isSecret, value, name }: FieldRow): boolean {
  return kept !== null && isSecret && value === '' && kept === name.trim();
}

/** The problems of a form by field; null for a valid field. */
export interface DraftProblems {
  readonly place: string | null;
  readonly idleTimeout: string | null;
  readonly totalTimeout: string | null;
  readonly folders: string | null;
  /** By row id. */
  readonly rows: ReadonlyMap<number, string>;
}

const maxIdleSeconds = 3600;
const maxTotalSeconds = 86_400;

function secondsProblem(text: string, most: number): string | null {
  const value = Number(text);
  const isValid = Number.isInteger(value) && value >= 1 && value <= most;
  return isValid ? null : t('settings.tools.server.seconds_problem', { max: most });
}

function placeProblem({ kind, command, url }: ServerDraft): string | null {
  if (kind === 'stdio') {
    return command.trim() === '' ? t('settings.tools.server.no_command') : null;
  }
  return /^https?:\/\/[^/\s]/iu.test(url.trim()) ? null : t('settings.tools.server.bad_address');
}

/** The lines of the folders, without blank ones. */
function foldersIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function foldersProblem(text: string): string | null {
  const isWhole = foldersIn(text).every((line) => /^(?:[/~\\]|[a-z]:)/iu.test(line));
  return isWhole ? null : t('settings.tools.server.bad_folders');
}

function rowProblems(rows: readonly FieldRow[]): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  const seen = new Set<string>();
  for (const row of rows.filter(isFilled)) {
    const name = row.name.trim();
    if (name === '') problems.set(row.id, t('settings.field.no_name'));
    else if (seen.has(name)) problems.set(row.id, t('settings.field.name_twice'));
    else if (row.kept !== null && row.value === '' && !keepsValue(row)) {
      problems.set(row.id, t('settings.field.value_again'));
    }
    seen.add(name);
  }
  return problems;
}

function isFilled({ name, value, kept }: FieldRow): boolean {
  return name.trim() !== '' || value !== '' || kept !== null;
}

/** Validates a form. */
export function problemsOf(draft: ServerDraft): DraftProblems {
  return {
    place: placeProblem(draft),
    idleTimeout: secondsProblem(draft.idleTimeout, maxIdleSeconds),
    totalTimeout: secondsProblem(draft.totalTimeout, maxTotalSeconds),
    folders: foldersProblem(draft.folders),
    rows: rowProblems(draft.rows),
  };
}

/** True if there are no problems. */
export function isSound({ rows, ...fields }: DraftProblems): boolean {
  return rows.size === 0 && Object.values(fields).every((problem) => problem === null);
}

/** The default name of a server: its host or program. */
export function usualName({ kind, command, url }: ServerDraft): string {
  if (kind === 'http')
    return (
      /^https?:\/\/([^/:?#]+)/iu.exec(url.trim())?.[1] ?? t('settings.tools.server.usual_name')
    );
  return command.trim().split(/[/\\]/u).at(-1) || t('settings.tools.server.usual_name');
}

/** Converts a form without problems to the input of the command that saves it. */
export function inputOf(draft: ServerDraft, id: string | null, isEnabled: boolean): ServerInput {
  const { kind, command, folder, url } = draft;
  const variablesFile = draft.variablesFile.trim();
  return {
    ...(id === null ? {} : { id }),
    name: draft.name.trim() || usualName(draft),
    isEnabled,
    transport:
      kind === 'stdio'
        ? {
            kind,
            command: command.trim(),
            arguments: [...argumentsIn(draft.arguments)],
            folder: folder.trim(),
            ...(variablesFile === '' ? {} : { variablesFile }),
          }
        : { kind, url: url.trim() },
    fields: draft.rows.filter(isFilled).map((row) => ({
      name: row.name.trim(),
      isSecret: row.isSecret,
      value: keepsValue(row) ? null : row.value,
    })),
    idleTimeoutSeconds: Number(draft.idleTimeout),
    totalTimeoutSeconds: Number(draft.totalTimeout),
    usesInstructions: draft.usesInstructions,
    allowsSampling: draft.allowsSampling,
    folders: foldersIn(draft.folders),
  };
}
