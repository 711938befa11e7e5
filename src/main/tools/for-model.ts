/** The most names listed for a model that called an unknown tool. */
const maxNames = 60;
/** The most argument errors reported to a model. */
const maxErrors = 5;

/** Messages to the model about calls that could not run. */
export const refusals = {
  brokenArguments:
    'This call was not run: its arguments are no JSON object, or were cut off. Call again with one JSON object.',
  unfitArguments(errors: readonly string[]): string {
    const shown = errors.slice(0, maxErrors).map((error) => `- ${error.trim()}`);
    return `This call was not run: its arguments do not fit the tool.\n${shown.join('\n')}`;
  },
  unknownTool(name: string, names: readonly string[], canSearch: boolean): string {
    const shown = names.slice(0, maxNames).join(', ');
    const more = names.length > maxNames ? ', …' : '';
    const search = canSearch ? ' Search for others with tool_search.' : '';
    return `This call was not run: there is no tool “${name}”. The tools are: ${shown}${more}.${search}`;
  },
  offeredFromNow: 'The tool is added to your tools; see its arguments there.',
  otherServer: 'This call was not run: the server was changed after it was approved.',
  toolGone: 'This call was not run: its server does not offer it any more.',
  otherTool:
    'This call was not run: what the server says of the tool changed after it was approved. Call again to have it asked for anew.',
  notApproved: 'This call was not run: it is not the one that was approved.',
  unexpected: 'The tool failed for a reason that nobody expected.',
};

/** Tells the model that the person changed the arguments. */
export function editedNote(args: string): string {
  return `[The person changed the arguments of this call before it ran. It ran with: ${args}]`;
}

/** Replaces the omitted part of a long result. */
export function leftOutNote(count: number, id: string, offset: number): string {
  return `[${count} characters are left out here. To read them, call read_result with id "${id}" and offset ${offset}.]`;
}

/** Introduces a server's instructions about its tools. */
export function instructionsNote(server: string, text: string): string {
  return `The tool server “${server}” says of its tools:\n${text}`;
}

/** Messages to the model about the search for deferred tools. */
export const searchWords = {
  about: (count: number): string =>
    `Finds tools that are not listed here. There are ${String(count)} more tools. Say what you want to do; those that fit best are added to your tools, and you can call them in the next step. If you know the exact name of a tool, search for it or call it.`,
  query: 'What the tool should do, or its name.',
  nothing: 'No tool fits. Search with other words, or go on without one.',
  found: (list: string): string => `You can call these from now on:\n${list}`,
};
