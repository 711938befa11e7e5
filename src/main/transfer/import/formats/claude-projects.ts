import type { Coded } from '../../../../shared/model/errors.ts';
import { isObject } from '../../../store/fields.ts';
import { listOf, type Format } from './format.ts';

// Other files in Claude's export: `projects.json` (or a file for each project) and `memories.json`.

/** The most document names listed in a report. */
const mostNames = 5;

function projectReason(project: Readonly<Record<string, unknown>>): Coded {
  const prompt = project['prompt_template'];
  const names = listOf(project['docs']).flatMap((doc) =>
    isObject(doc) && typeof doc['filename'] === 'string' ? [doc['filename'].slice(0, 100)] : [],
  );
  return {
    code: 'import_project',
    params: {
      hasInstructions: typeof prompt === 'string' && prompt.trim() !== '',
      documents: names.slice(0, mostNames),
      more: Math.max(0, names.length - mostNames),
    },
  };
}

const isProject = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value['uuid'] === 'string' && 'prompt_template' in value && Array.isArray(value['docs']);

/**
 * Claude's projects and memories, which contain no conversations and are only mentioned in the
 * report.
 */
export const claudeProjects: Format = {
  source: 'claude',
  recognises: (value) => isObject(value) && (isProject(value) || 'conversations_memory' in value),
  read(value) {
    if (!isObject(value)) return [];
    if (!isProject(value)) {
      const reason = { code: 'import_memories', params: {} } as const;
      return [{ kind: 'unreadable', name: { kind: 'memories' }, reason }];
    }
    const name = typeof value['name'] === 'string' ? value['name'].slice(0, 200) : '';
    return [
      {
        kind: 'unreadable',
        name: { kind: 'project', name: name === '' ? null : name },
        reason: projectReason(value),
      },
    ];
  },
};
