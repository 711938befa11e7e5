/** More names than a model is told when it calls a tool that is not there. */
const mostNames = 60;
/** More mistakes in arguments than help. */
const mostErrors = 5;

/** What a model is told of a call that could not run. */
export const refusals = {
  brokenArguments:
    'This call was not run: its arguments are no JSON object, or were cut off. Call again with one JSON object.',
  unfitArguments(errors: readonly string[]): string {
    const shown = errors.slice(0, mostErrors).map((error) => `- ${error.trim()}`);
    return `This call was not run: its arguments do not fit the tool.\n${shown.join('\n')}`;
  },
  unknownTool(name: string, names: readonly string[]): string {
    const shown = names.slice(0, mostNames).join(', ');
    const more = names.length > mostNames ? ', …' : '';
    return `This call was not run: there is no tool “${name}”. The tools are: ${shown}${more}.`;
  },
  otherServer: 'This call was not run: the server was changed after it was approved.',
  toolGone: 'This call was not run: its server does not offer it any more.',
  otherTool:
    'This call was not run: what the server says of the tool changed after it was approved. Call again to have it asked for anew.',
  notApproved: 'This call was not run: it is not the one that was approved.',
  unexpected: 'The tool failed for a reason that nobody expected.',
};

/** Says that the tool got other arguments than the model's. */
export function editedNote(args: string): string {
  return `[The person changed the arguments of this call before it ran. It ran with: ${args}]`;
}

/** Stands for what is left out of a long result. */
export function leftOutNote(count: number, id: string, offset: number): string {
  return `[${count} characters are left out here. To read them, call read_result with id "${id}" and offset ${offset}.]`;
}

/** Introduces what a server says of its tools. */
export function instructionsNote(server: string, text: string): string {
  return `The tool server “${server}” says of its tools:\n${text}`;
}
