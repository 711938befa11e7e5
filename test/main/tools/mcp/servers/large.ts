/** A well-behaved server with 500 tools: `node large.ts`. */
import { manyTools } from '../../deferral/many-tools.ts';
import { answer, serve, textResult } from './wire.ts';

const tools = manyTools(500).map(({ name, title, description, inputSchema }) => ({
  name,
  title,
  description,
  inputSchema,
}));

serve((message) => {
  const { method, params } = message;
  if (method === 'tools/list') answer(message, { tools });
  else if (method === 'tools/call') answer(message, textResult(`Done: ${String(params?.name)}`));
  else return false;
  return true;
});
