import { isObject } from '../../../store/fields.ts';
import { listOf, type Format } from './format.ts';

// What else is in Claude's export: `projects.json` (or a file for each project) and `memories.json`.

/** Names of documents that are said in a report. */
const mostNames = 5;

function documentsOf(project: Readonly<Record<string, unknown>>): string {
  const names = listOf(project['docs']).flatMap((doc) =>
    isObject(doc) && typeof doc['filename'] === 'string' ? [doc['filename'].slice(0, 100)] : [],
  );
  if (names.length === 0) return '';
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return names.slice(0, mostNames).join(', ') + more;
}

function projectReason(project: Readonly<Record<string, unknown>>): string {
  const prompt = project['prompt_template'];
  const hasPrompt = typeof prompt === 'string' && prompt.trim() !== '';
  const documents = documentsOf(project);
  const held = [
    ...(hasPrompt ? ['instructions'] : []),
    ...(documents === '' ? [] : [`documents: ${documents}`]),
  ].join('; ');
  const what = held === '' ? 'It holds no conversation.' : `It holds no conversation (${held}).`;
  return `${what} Projects cannot be brought in yet.`;
}

const isProject = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value['uuid'] === 'string' && 'prompt_template' in value && Array.isArray(value['docs']);

/** Claude's projects and memories: they hold no conversations, and are named in the report. */
export const claudeProjects: Format = {
  source: 'claude',
  recognises: (value) => isObject(value) && (isProject(value) || 'conversations_memory' in value),
  read(value) {
    if (!isObject(value)) return [];
    if (!isProject(value)) {
      const reason = 'What Claude remembers of you is no conversation and was left out.';
      return [{ kind: 'unreadable', name: 'Memories', reason }];
    }
    const name = typeof value['name'] === 'string' ? value['name'].slice(0, 200) : '';
    const title = name === '' ? 'A project of Claude' : `Project “${name}”`;
    return [{ kind: 'unreadable', name: title, reason: projectReason(value) }];
  },
};
