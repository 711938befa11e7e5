import type { DeferredTools, ToolsCost } from '../model/tools.ts';

const number = (value: number): string => value.toLocaleString();

function foundWords(found: number): string {
  if (found === 0) return '';
  return found === 1
    ? ' 1 was found so far and is sent.'
    : ` ${number(found)} were found so far and are sent.`;
}

function reasonWords({ allTokens, because, limit, contextTokens }: DeferredTools): string {
  const all = `Sent whole they would take about ${number(allTokens)} tokens`;
  if (because === 'count') return `Model servers take ${number(limit)} tools at most.`;
  return contextTokens === null
    ? `${all}; the limit is ${number(limit)} while the model’s context window is not known.`
    : `${all}, more than 5 % of the model’s context window of ${number(contextTokens)}.`;
}

/** Says what the tools of a conversation cost with each request, and what is deferred. */
export function toolsCostWords({ tokens, deferred }: ToolsCost): string {
  if (tokens === 0) return 'Nothing is sent with your messages.';
  const sent = `About ${number(tokens)} ${tokens === 1 ? 'token goes' : 'tokens go'} with each request.`;
  if (deferred === null) return sent;
  const { tools, found } = deferred;
  const what = tools === 1 ? '1 tool is deferred' : `${number(tools)} tools are deferred`;
  return `${sent} ${what}: the model searches for what it needs.${foundWords(found)} ${reasonWords(deferred)}`;
}
