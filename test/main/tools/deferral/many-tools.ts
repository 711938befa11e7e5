import type { Tool } from '../../../../src/main/tools/ports.ts';
import { toolOf } from '../scripted-server.ts';

const subjects = ['issue', 'invoice', 'branch', 'photo', 'calendar', 'ticket', 'recipe', 'parcel'];
const verbs = ['create', 'list', 'delete', 'update', 'archive', 'share', 'export', 'count'];

/** Creates tools as a large server has them, each with a description and a schema of its own. */
export function manyTools(count: number): readonly Tool[] {
  return Array.from({ length: count }, (_, n) => {
    const verb = verbs[n % verbs.length] ?? '';
    const subject = subjects[Math.floor(n / verbs.length) % subjects.length] ?? '';
    const round = Math.floor(n / (verbs.length * subjects.length));
    const name = `${verb}_${subject}${round === 0 ? '' : `_${String(round)}`}`;
    return toolOf(name, {
      title: `${verb} ${subject}`,
      description: `Use this to ${verb} one ${subject} of the account, number ${String(n)}.`,
      inputSchema: {
        type: 'object',
        properties: { [`${subject}_id`]: { type: 'string', description: 'Which one.' } },
        required: [`${subject}_id`],
      },
    });
  });
}
